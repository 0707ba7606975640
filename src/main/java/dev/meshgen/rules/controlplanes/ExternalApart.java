package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Topology;
import java.util.List;

/**
 * An external cluster already has its own Istio, whose gateway leads to the istiod that it hosts.
 * The two share the cluster, so they must not share a namespace, and the first is not part of the
 * mesh.
 */
final class ExternalApart implements Rule {
  private static final List<GatewayPort> FIXED =
      List.of(GatewayPort.TLS, GatewayPort.ISTIOD, GatewayPort.WEBHOOK);

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (Topology.hasWorkloads(cluster)) {
        continue;
      }
      if (mesh.istioNamespace().equals(IstioDefaults.NAMESPACE)) {
        report.add(namespace(mesh, cluster));
      }
      if (context.topology().gateways().isDemanded(cluster)) {
        report.add(gateway(cluster));
      }
      if (FIXED.stream().anyMatch(port -> port.isMovedIn(cluster.eastWest().ports()))) {
        report.add(ports(cluster));
      }
    }
  }

  private static Diagnostic namespace(Mesh mesh, Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_NAMESPACE,
            mesh.origins().at("spec", "istio", "namespace"),
            "in \""
                + cluster.name()
                + "\" the namespace "
                + IstioDefaults.NAMESPACE
                + " belongs to the Istio that runs its gateways")
        .expecting("another spec.istio.namespace, such as external-istiod")
        .relating(cluster.origins().at("controlPlane", "role"), "the external cluster");
  }

  private static Diagnostic ports(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_GATEWAY,
            cluster.origins().at("eastWest", "ports"),
            "the gateway ports of external cluster \""
                + cluster.name()
                + "\" are fixed: "
                + GatewayPort.ISTIOD.number()
                + " and "
                + GatewayPort.WEBHOOK.number())
        .expecting("no tls, istiod or webhook under eastWest.ports")
        .hinting("remove them, or set `eastWest.ports: null` if they are inherited");
  }

  private static Diagnostic gateway(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_GATEWAY,
            cluster.origins().at("eastWest", "enabled"),
            "external cluster \""
                + cluster.name()
                + "\" has no workloads of the mesh for a gateway to serve")
        .expecting("east-west gateways only in its remotes")
        .hinting("remove `enabled: true`; remotes reach the istiod through istiod-gateway");
  }
}
