package dev.meshgen.model;

import java.util.Optional;

/**
 * What is known of a cluster's Kubernetes.
 *
 * @param version minor, such as {@code 1.34}
 * @param server its API server, as the other clusters' istiod reach it
 * @param reader the token that they read it with
 * @param mounts in the Vault that issues it, where they differ from those of the mesh
 * @param gatewayApi version of the Gateway API CRDs in it
 * @param autopilot whether GKE runs it in Autopilot mode
 */
public record Kubernetes(
    Optional<String> version,
    ApiServer server,
    ReaderToken reader,
    TokenIssuer.Mounts mounts,
    Optional<String> gatewayApi,
    boolean autopilot) {

  /** Address of the API server. */
  public Optional<String> apiServer() {
    return server.address();
  }
}
