package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;

/**
 * The cross-network listener passes TLS through to the workload, so the gateway refuses no client:
 * whoever reaches it reaches the TLS stack of every exposed workload.
 */
final class ExposureNeedsSourceRanges implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.eastWest().exposure() == Exposure.INTERNET && gateways.runs(cluster)) {
        check(cluster, report);
      }
    }
  }

  private static void check(Cluster cluster, Report report) {
    if (cluster.eastWest().sourceRanges().isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.GATEWAY_OPEN,
                  cluster.origins().at("eastWest", "exposure"),
                  "the east-west gateway is open to the internet without sourceRanges")
              .expecting("the source ranges of traffic from the other networks")
              .hinting(
                  "set eastWest.sourceRanges, usually to the NAT addresses of the other networks"));
    }
    WholeInternet.found(
            Code.GATEWAY_OPEN,
            cluster.eastWest().sourceRanges(),
            "the east-west gateway",
            "the source ranges of traffic from the other networks")
        .forEach(report::add);
  }
}
