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

/**
 * The webhooks of istiod ask nobody who they are, and its injection tells how the mesh is
 * configured.
 */
final class IstiodGatewayNeedsSourceRanges implements Rule {
  private static final String EXPECTED =
      "the ranges from which the remotes' proxies and API servers come";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.controlPlane().isExternal()) {
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
                  "istiod's gateway faces the internet without \"sourceRanges\"")
              .expecting(EXPECTED)
              .hinting("add eastWest.sourceRanges"));
    }
    if (internet) {
      WholeInternet.found(
              Code.ISTIOD_GATEWAY_OPEN, gateway.sourceRanges(), "istiod's gateway", EXPECTED)
          .forEach(report::add);
    }
  }
}
