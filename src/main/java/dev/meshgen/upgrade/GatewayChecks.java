package dev.meshgen.upgrade;

import dev.meshgen.istio.ClusterShell;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.topology.GatewayPlacement;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** What to make sure of where east-west gateways change. */
final class GatewayChecks {
  private static final String IMAGES = " --output jsonpath='{.items[*].spec.containers[*].image}'";

  private final Mesh mesh;
  private final Gateways gateways;
  private final ClusterCommands contexts;

  GatewayChecks(Topology topology, ClusterCommands contexts) {
    this.mesh = topology.mesh();
    this.gateways = topology.gateways();
    this.contexts = contexts;
  }

  /**
   * Their chart restarts them by itself; with which proxy, says the istiod of that moment. What
   * istiod deploys itself, from an object of the Gateway API, always has its version.
   */
  List<ManualCheck> after(UpgradeStep step) {
    List<String> commands = new ArrayList<>();
    for (GatewayPlacement placement : placements()) {
      List<String> clusters = contexts.of(step, cluster -> isLike(cluster, placement));
      if (!clusters.isEmpty()) {
        commands.add(
            ClusterShell.in(clusters, in(placement, "get pods" + selector(placement) + IMAGES)));
        commands.add(
            ClusterShell.in(
                clusters, in(placement, "rollout restart deployment" + selector(placement))));
      }
    }
    return commands.isEmpty()
        ? List.of()
        : List.of(
            new ManualCheck(
                "East-west gateways have version "
                    + step.target().version()
                    + "; restart those that do not",
                commands));
  }

  /** Of all clusters with a chart, each once; the name does not matter to a selector. */
  private List<GatewayPlacement> placements() {
    List<GatewayPlacement> placements = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      GatewayPlacement placement = gateways.placement(cluster);
      if (isChart(cluster) && placements.stream().noneMatch(each -> areAlike(each, placement))) {
        placements.add(placement);
      }
    }
    return placements;
  }

  private boolean isChart(Cluster cluster) {
    return gateways.kind(cluster).equals(Optional.of(Gateways.Kind.CHART));
  }

  private boolean isLike(Cluster cluster, GatewayPlacement placement) {
    return isChart(cluster) && areAlike(gateways.placement(cluster), placement);
  }

  private static boolean areAlike(GatewayPlacement one, GatewayPlacement other) {
    return one.namespace().equals(other.namespace()) && one.selector().equals(other.selector());
  }

  private static String in(GatewayPlacement placement, String arguments) {
    return ClusterShell.kubectl(placement.namespace(), arguments);
  }

  private static String selector(GatewayPlacement placement) {
    StringJoiner labels = new StringJoiner(",", " --selector ", "");
    placement.selector().forEach((key, value) -> labels.add(key + "=" + value));
    return labels.toString();
  }
}
