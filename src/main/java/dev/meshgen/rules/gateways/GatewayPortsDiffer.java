package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import java.util.Map;
import java.util.TreeMap;

/**
 * A port leads to one listener. It cannot be the usual port of another listener either, even if
 * that one is changed: the Pods still listen there, and istiod would confuse the two.
 */
final class GatewayPortsDiffer implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.runs(cluster)) {
        Map<Integer, GatewayPort> taken = new TreeMap<>();
        for (GatewayPort usual : GatewayPort.values()) {
          taken.put(usual.number(), usual);
        }
        for (GatewayPort one : GatewayPort.values()) {
          check(cluster, one, taken, report);
        }
      }
    }
  }

  private static void check(
      Cluster cluster, GatewayPort one, Map<Integer, GatewayPort> taken, Report report) {
    int port = one.in(cluster.eastWest().ports()).value();
    GatewayPort other = taken.putIfAbsent(port, one);
    if (other != null && other != one) {
      report.add(
          Diagnostic.of(
                  Code.PORT_TAKEN,
                  cluster.origins().at("eastWest", "ports", one.field()),
                  "port " + port + " is already in use for \"" + other.field() + "\"")
              .expecting("an unused port"));
    }
  }
}
