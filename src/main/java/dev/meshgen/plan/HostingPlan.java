package dev.meshgen.plan;

import java.util.Optional;

/**
 * An istiod for other clusters, in a cluster that is not part of their mesh.
 *
 * @param configCluster the cluster whose API server has its configuration
 * @param clusterId of the config cluster, which it uses for itself
 * @param network of the config cluster
 * @param host DNS name of its gateway
 * @param credentialName Secret with the certificate of {@code host}
 * @param platform of the clusters that it injects in, where the charts need it
 * @param cni whether it injects for nodes with the CNI plugin
 */
public record HostingPlan(
    String configCluster,
    String clusterId,
    String network,
    String host,
    String credentialName,
    Optional<String> platform,
    boolean cni,
    GatewayPlan gateway) {

  /** Name of the gateway's release, Service and Deployment. */
  public static final String GATEWAY = "istiod-gateway";
}
