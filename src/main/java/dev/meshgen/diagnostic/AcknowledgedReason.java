package dev.meshgen.diagnostic;

import java.time.LocalDate;

/**
 * Why a warning does not count.
 *
 * @param reason what the spec says
 * @param until the last day on which it does not
 */
public record AcknowledgedReason(String reason, LocalDate until) {}
