package dev.meshgen.model;

import java.util.Optional;

/**
 * Which Istio a cluster runs, and how.
 *
 * @param version as written; {@code dev.meshgen.istio} knows what it means
 * @param charts {@code oci://} prefix or {@code https://} address, without a trailing slash
 * @param cni what the spec says of Istio's CNI plugin, if it says anything
 */
public record IstioSettings(
    String version,
    DataPlane dataPlane,
    Optional<Boolean> cni,
    boolean dnsCapture,
    String charts,
    String hub) {}
