package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/**
 * How the workloads of a cluster join the mesh.
 *
 * @param platform what every chart has to know of the platform, if anything
 * @param nodePlatform what the charts of node agents have to know of it
 * @param cni whether Istio's CNI plugin redirects the traffic of Pods, and no init container
 * @param nodeNamespace namespace of the node agents
 * @param foreignNamespaces other namespaces than Istio's own that the engine writes into, sorted
 * @param ambient set where workloads join through ztunnel
 */
public record DataPlanePlan(
    Optional<String> platform,
    Optional<String> nodePlatform,
    boolean cni,
    String nodeNamespace,
    List<String> foreignNamespaces,
    Optional<AmbientPlan> ambient) {
  public DataPlanePlan {
    foreignNamespaces = List.copyOf(foreignNamespaces);
  }

  /** Whether workloads reach those of other networks through gateways that speak HBONE. */
  public boolean multiNetwork() {
    return ambient.isPresent() && ambient.get().multiNetwork();
  }
}
