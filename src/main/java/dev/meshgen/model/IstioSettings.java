package dev.meshgen.model;

/**
 * Which Istio a cluster runs, and how.
 *
 * @param version as written; {@code dev.meshgen.istio} knows what it means
 * @param charts {@code oci://} prefix or {@code https://} address, without a trailing slash
 */
public record IstioSettings(
    String version, DataPlane dataPlane, boolean dnsCapture, String charts, String hub) {}
