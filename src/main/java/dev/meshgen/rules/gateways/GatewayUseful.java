package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayRoles;

/**
 * Within one network pods talk to each other directly: a gateway would only cost and be exposed.
 */
final class GatewayUseful implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    GatewayRoles gateways = GatewayRoles.of(mesh);
    if (gateways.severalNetworks()) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.runs(cluster) && !gateways.exposesIstiod(cluster)) {
        report.add(
            Diagnostic.of(
                    Code.GATEWAY_WITHOUT_USE,
                    cluster.origins().at("eastWest", "enabled"),
                    "an east-west gateway in a mesh of one network is never used")
                .expecting(
                    "no gateway while all clusters are of the network \""
                        + cluster.network()
                        + "\"")
                .hinting(
                    "remove `enabled: true`, or give clusters that pods cannot cross networks of"
                        + " their own"));
      }
    }
  }
}
