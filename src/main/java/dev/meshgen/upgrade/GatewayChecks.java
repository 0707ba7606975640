package dev.meshgen.upgrade;

import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Optional;

/** What to make sure of where east-west gateways change. */
final class GatewayChecks {
  private static final String IMAGES = " --output jsonpath='{.items[*].spec.containers[*].image}'";
  private static final String SELECTOR = " --selector istio=eastwestgateway";

  private final Gateways gateways;
  private final ClusterCommands contexts;

  GatewayChecks(Topology topology, ClusterCommands contexts) {
    this.gateways = topology.gateways();
    this.contexts = contexts;
  }

  /**
   * Their chart restarts them by itself; with which proxy, says the istiod of that moment. What
   * istiod deploys itself, from an object of the Gateway API, always has its version.
   */
  List<ManualCheck> after(UpgradeStep step) {
    List<String> clusters =
        contexts.of(
            step, cluster -> gateways.kind(cluster).equals(Optional.of(Gateways.Kind.CHART)));
    return clusters.isEmpty()
        ? List.of()
        : List.of(
            new ManualCheck(
                "East-west gateways have version "
                    + step.target().version()
                    + "; restart those that do not",
                List.of(
                    ClusterCommands.in(clusters, contexts.kubectl("get pods" + SELECTOR + IMAGES)),
                    ClusterCommands.in(
                        clusters, contexts.kubectl("rollout restart deployment" + SELECTOR)))));
  }
}
