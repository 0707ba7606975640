package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import java.util.List;

/** East-west gateways. */
final class GatewayChecks {
  private GatewayChecks() {}

  /**
   * Which of the clusters have one from a chart. What istiod deploys itself, from an object of the
   * Gateway API, always has its version.
   */
  static List<String> ofCharts(Mesh mesh, List<String> clusters) {
    boolean several = mesh.members().stream().map(Cluster::network).distinct().count() > 1;
    return mesh.clusters().stream()
        .filter(cluster -> clusters.contains(cluster.name()))
        .filter(cluster -> !mesh.ambientMultiNetwork() && !cluster.controlPlane().isExternal())
        .filter(cluster -> cluster.eastWest().api() == EastWest.Api.HELM)
        .filter(
            cluster ->
                cluster
                    .eastWest()
                    .enabled()
                    .orElse(several || mesh.remotes().containsKey(cluster.name())))
        .map(Cluster::name)
        .toList();
  }
}
