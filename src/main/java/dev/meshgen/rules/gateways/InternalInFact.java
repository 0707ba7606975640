package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.LoadBalancers;
import dev.meshgen.platform.Platforms;
import dev.meshgen.platform.Unsure;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayReach;
import dev.meshgen.topology.Gateways;

/**
 * On most clouds a Service of type LoadBalancer is public unless it says otherwise in the cloud's
 * own words. Where meshgen does not know these, an internal gateway may be open to the internet.
 */
final class InternalInFact implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster) && cluster.eastWest().exposure() == Exposure.INTERNAL) {
        LoadBalancers balancers = Platforms.loadBalancers(cluster);
        if (balancers.isInternetOnly()) {
          report.add(never(cluster));
        } else if (gateways.reach(cluster) == GatewayReach.UNKNOWN) {
          balancers
              .unsure(cluster.eastWest().loadBalancer())
              .ifPresent(unsure -> report.add(unknown(cluster, unsure)));
        }
      }
    }
  }

  private static Diagnostic never(Cluster cluster) {
    return Diagnostic.of(
            Code.NEVER_INTERNAL,
            cluster.origins().at("eastWest", "exposure"),
            "load balancers of " + Platforms.balancersOf(cluster) + " are never internal")
        .expecting("`exposure: internet`")
        .hinting("set `exposure: internet` and restrict who can connect, or use another provider")
        .relating(cluster.origins().at("eastWest", "loadBalancer", "provider"), "the provider");
  }

  private static Diagnostic unknown(Cluster cluster, Unsure unsure) {
    return Diagnostic.of(
            Code.INTERNAL_UNKNOWN,
            cluster.origins().at("eastWest", "exposure"),
            "nothing makes the gateway of \"" + cluster.name() + "\" internal: " + unsure.why())
        .expecting("a load balancer that the internet cannot reach")
        .hinting(unsure.way());
  }
}
