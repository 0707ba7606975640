package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.List;

/**
 * With two networks, each is reached through a gateway of its own: without one, istiod gives the
 * other networks' clients pod addresses that lead nowhere.
 *
 * <p>One gateway serves a whole network: for an endpoint whose own cluster has none, istiod picks
 * from all gateways of its network (istio {@code pilot/pkg/model/network.go}).
 */
final class GatewayPerNetwork implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    Gateways gateways = Gateways.of(mesh);
    if (!gateways.severalNetworks()) {
      return;
    }
    gateways
        .networks()
        .forEach(
            (network, clusters) -> {
              // What is detached, or loses its gateway so, is for LeavingClusters to judge.
              if (clusters.stream().noneMatch(gateways::wants)) {
                report.add(without(network, clusters));
              }
            });
  }

  private static Diagnostic without(String network, List<Cluster> clusters) {
    return Diagnostic.of(
            Code.NETWORK_WITHOUT_GATEWAY,
            clusters.get(0).origins().at("eastWest", "enabled"),
            "the network \"" + network + "\" has no east-west gateway")
        .expecting("a gateway in at least one of its clusters: " + names(clusters))
        .hinting("remove `enabled: false`; with several networks a gateway is the default");
  }

  private static String names(List<Cluster> clusters) {
    return Words.some(clusters.stream().map(Cluster::name).toList());
  }
}
