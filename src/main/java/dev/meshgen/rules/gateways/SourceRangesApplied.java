package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platforms;
import dev.meshgen.platform.SourceRanges;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;

/** Source ranges that a cloud does not apply leave a gateway as open as none. */
final class SourceRangesApplied implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)
          && cluster.eastWest().exposure() == Exposure.INTERNET
          && !cluster.eastWest().sourceRanges().isEmpty()) {
        SourceRanges what = Platforms.loadBalancers(cluster).sourceRanges();
        if (what != SourceRanges.APPLIED) {
          report.add(notApplied(cluster, what == SourceRanges.UNKNOWN));
        }
      }
    }
  }

  private static Diagnostic notApplied(Cluster cluster, boolean perhaps) {
    String who = Platforms.balancersOf(cluster);
    return Diagnostic.of(
            Code.SOURCE_RANGES_NOT_APPLIED,
            cluster.eastWest().sourceRanges().get(0).at(),
            perhaps
                ? "load balancers of " + who + " may ignore sourceRanges"
                : "load balancers of " + who + " ignore sourceRanges")
        .expecting("a firewall that admits only these ranges")
        .hinting(
            Platforms.takesProvider(cluster) && Platforms.provider(cluster).isEmpty()
                ? "set eastWest.loadBalancer.provider, or restrict the ranges in the"
                    + " cloud's firewall"
                : "restrict the ranges in the cloud's firewall");
  }
}
