package dev.meshgen.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the workloads of a cluster join the mesh.
 *
 * @param platform the platform as every chart takes it, if any
 * @param nodePlatform the platform as the charts of node agents take it
 * @param cni whether Istio's CNI plugin redirects the traffic of Pods, instead of init containers
 * @param nodeNamespace namespace of the node agents
 * @param namespaceLabels labels of Istio's namespace
 * @param foreignNamespaces namespaces other than Istio's that the engine writes into, sorted
 * @param ambient set where workloads join through ztunnel
 */
public record DataPlanePlan(
    Optional<String> platform,
    Optional<String> nodePlatform,
    boolean cni,
    String nodeNamespace,
    SortedMap<String, String> namespaceLabels,
    List<String> foreignNamespaces,
    Optional<AmbientPlan> ambient) {
  public DataPlanePlan {
    namespaceLabels = Collections.unmodifiableSortedMap(new TreeMap<>(namespaceLabels));
    foreignNamespaces = List.copyOf(foreignNamespaces);
  }

  /** Whether workloads reach those of other networks through gateways that speak HBONE. */
  public boolean multiNetwork() {
    return ambient.isPresent() && ambient.get().multiNetwork();
  }
}
