package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;

/**
 * Within one network, Pods reach each other directly: a gateway would only be a cost and a risk.
 */
final class GatewayUseful implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    if (context.topology().networks().areSeveral()) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.runs(cluster) && !gateways.exposesIstiod(cluster)) {
        report.add(
            Diagnostic.of(
                    Code.GATEWAY_WITHOUT_USE,
                    cluster.origins().at("eastWest", "enabled"),
                    "an east-west gateway has no effect in a mesh of one network")
                .expecting(
                    "no gateway while all clusters are in network \"" + cluster.network() + "\"")
                .hinting(
                    "remove `enabled: true`, or set separate networks for clusters whose Pods"
                        + " cannot reach"
                        + " each other"));
      }
    }
  }
}
