package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;

/**
 * The webhooks of istiod do not authenticate clients, and what it injects shows the configuration
 * of the mesh.
 */
final class IstiodGatewayNeedsSourceRanges implements Rule {
  private static final String EXPECTED =
      "the source ranges of proxies and API servers of the remotes";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.isExternal(cluster)) {
        check(cluster, cluster.eastWest(), report);
      }
    }
  }

  private static void check(Cluster cluster, EastWest gateway, Report report) {
    boolean internet = gateway.exposure() == Exposure.INTERNET;
    if (internet && gateway.sourceRanges().isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.ISTIOD_GATEWAY_OPEN,
                  cluster.origins().at("eastWest", "exposure"),
                  "the gateway of istiod is open to the internet without sourceRanges")
              .expecting(EXPECTED)
              .hinting("set eastWest.sourceRanges"));
    }
    if (internet) {
      WholeInternet.found(
              Code.ISTIOD_GATEWAY_OPEN, gateway.sourceRanges(), "the gateway of istiod", EXPECTED)
          .forEach(report::add);
    }
  }
}
