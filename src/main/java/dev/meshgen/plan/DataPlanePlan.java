package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import java.util.List;
import java.util.Optional;

/**
 * How the workloads of a cluster join the mesh.
 *
 * @param platform the platform as every chart takes it, if any
 * @param nodePlatform the platform as the charts of node agents take it
 * @param cni whether Istio's CNI plugin redirects the traffic of Pods, instead of init containers
 * @param nodeNamespace namespace of the node agents
 * @param foreignNamespaces namespaces other than Istio's that the engine writes into, sorted
 * @param ambient set where workloads join through ztunnel
 */
public record DataPlanePlan(
    Optional<String> platform,
    Optional<String> nodePlatform,
    boolean cni,
    String nodeNamespace,
    List<String> foreignNamespaces,
    Optional<AmbientPlan> ambient) {
  /** The namespaces in which the platform admits critical Pods. */
  public static final String KUBE_SYSTEM = "kube-system";

  public DataPlanePlan {
    foreignNamespaces = List.copyOf(foreignNamespaces);
  }

  /**
   * The namespace of the node agents of a cluster. Except on OpenShift, critical Pods may also be
   * in Istio's own namespace; on GKE with a quota, which the charts bring.
   */
  public static String nodeNamespace(Cluster cluster, Mesh mesh) {
    return cluster.platform() == Platform.OPENSHIFT ? KUBE_SYSTEM : mesh.istioNamespace();
  }

  /** Whether workloads reach those of other networks through gateways that speak HBONE. */
  public boolean multiNetwork() {
    return ambient.isPresent() && ambient.get().multiNetwork();
  }
}
