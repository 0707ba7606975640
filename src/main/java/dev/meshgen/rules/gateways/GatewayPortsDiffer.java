package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWestPorts;
import dev.meshgen.model.Located;
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
  private static final Map<Integer, String> USUAL =
      Map.of(
          EastWestPorts.TLS, "tls",
          EastWestPorts.ISTIOD, "istiod",
          EastWestPorts.WEBHOOK, "webhook",
          EastWestPorts.STATUS, "status");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.runs(cluster)) {
        Map<Integer, String> taken = new TreeMap<>(USUAL);
        EastWestPorts ports = cluster.eastWest().ports();
        check(cluster, "tls", ports.tls(), taken, report);
        check(cluster, "istiod", ports.istiod(), taken, report);
        check(cluster, "webhook", ports.webhook(), taken, report);
        check(cluster, "status", ports.status(), taken, report);
      }
    }
  }

  private static void check(
      Cluster cluster,
      String field,
      Located<Integer> port,
      Map<Integer, String> taken,
      Report report) {
    String other = taken.putIfAbsent(port.value(), field);
    if (other != null && !other.equals(field)) {
      report.add(
          Diagnostic.of(
                  Code.PORT_TAKEN,
                  cluster.origins().at("eastWest", "ports", field),
                  "port " + port.value() + " is already in use for \"" + other + "\"")
              .expecting("a port that is not in use"));
    }
  }
}
