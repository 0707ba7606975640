package dev.meshgen.platform;

/**
 * Why a load balancer that should be internal may be public.
 *
 * @param why the reason
 * @param way what makes it internal, an imperative sentence
 */
public record ExposureDoubt(String why, String way) {}
