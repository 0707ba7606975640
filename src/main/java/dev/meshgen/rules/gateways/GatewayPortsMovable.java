package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.AvailableSince;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import java.util.List;
import java.util.Optional;

/**
 * Older gateway charts have fixed ports. The ports a remote connects to are fixed in all versions:
 * its chart writes 15012 and 15017 into the EndpointSlice of istiod (istio {@code
 * remote-istiod-endpointslices.yaml}).
 */
final class GatewayPortsMovable implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (GatewayPort.anyMovedIn(cluster.eastWest().ports()) && gateways.runs(cluster)) {
        checkVersion(cluster, context, report);
        if (gateways.exposesIstiod(cluster)) {
          checkRemotes(cluster, context.topology().controlPlanes().remotes(cluster).get(0), report);
        }
      }
    }
  }

  private static void checkVersion(Cluster cluster, RuleContext context, Report report) {
    Optional<IstioVersion> version = IstioVersion.parse(cluster.istio().version());
    Optional<IstioMinor> minor = version.flatMap(context.catalog()::find);
    if (minor.isPresent() && !minor.get().has("networkGatewayPorts", version.get().patch())) {
      report.add(
          Diagnostic.of(
                  Code.PORT_FIXED,
                  cluster.origins().at("eastWest", "ports"),
                  "the gateway chart of Istio " + cluster.istio().version() + " has fixed ports")
              .expecting(AvailableSince.feature("networkGatewayPorts", context) + ", or no ports")
              .relating(cluster.origins().at("istio", "version"), "the Istio version"));
    }
  }

  private static void checkRemotes(Cluster cluster, Cluster remote, Report report) {
    for (GatewayPort port : List.of(GatewayPort.ISTIOD, GatewayPort.WEBHOOK)) {
      if (port.isMovedIn(cluster.eastWest().ports())) {
        report.add(fixed(cluster, port, remote));
      }
    }
  }

  private static Diagnostic fixed(Cluster cluster, GatewayPort port, Cluster remote) {
    return Diagnostic.of(
            Code.PORT_FIXED,
            cluster.origins().at("eastWest", "ports", port.field()),
            "remotes connect to port " + port.number() + ", which their charts cannot change")
        .expecting("no \"" + port.field() + "\" on a primary with remotes")
        .relating(remote.origins().at("controlPlane", "primaries"), "one of its remotes");
  }
}
