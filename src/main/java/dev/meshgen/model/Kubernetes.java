package dev.meshgen.model;

import java.util.Optional;

/**
 * What is known of a cluster's Kubernetes.
 *
 * @param version minor, such as {@code 1.34}
 * @param apiServer address as the other clusters' istiod reach it
 * @param caData base64 of the API server's PEM certificate authority
 * @param gatewayApi version of the Gateway API CRDs in it
 * @param autopilot whether GKE runs it in Autopilot mode
 */
public record Kubernetes(
    Optional<String> version,
    Optional<String> apiServer,
    Optional<String> caData,
    Optional<String> gatewayApi,
    boolean autopilot) {}
