package dev.meshgen.rules.ambient;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Optional;

/**
 * Istio supports one shape of multicluster ambient mesh: every cluster is its own primary in its
 * own network. Upstream supports neither remotes nor clusters that share a network, and a gateway
 * that speaks HBONE does not expose istiod.
 */
final class AmbientShape implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.clusters().stream().noneMatch(Cluster::isAmbient)) {
      return;
    }
    Topology topology = context.topology();
    for (Cluster cluster : topology.members()) {
      if (!cluster.isAmbient()) {
        continue;
      }
      if (ControlPlanes.isRemote(cluster)) {
        report.add(remote(cluster));
      } else if (topology.controlPlanes().hasRemotes(cluster)) {
        report.add(withRemotes(cluster, topology.controlPlanes().remotes(cluster).get(0)));
      }
      checkNetwork(cluster, sharing(cluster, topology), report);
      if (topology.gateways().kind(cluster).equals(Optional.of(Gateways.Kind.HBONE))) {
        checkGateway(cluster, report);
      }
    }
  }

  private static Diagnostic remote(Cluster cluster) {
    return Diagnostic.of(
            Code.AMBIENT_ROLE,
            cluster.origins().at("istio", "dataPlane"),
            "ambient cluster \""
                + cluster.name()
                + "\" is a remote, but ztunnel requires an istiod in its cluster")
        .expecting("`role: primary`, or `dataPlane: sidecar`")
        .hinting("set controlPlane.role to primary, or istio.dataPlane to sidecar")
        .relating(cluster.origins().at("controlPlane", "role"), "its role");
  }

  private static Diagnostic withRemotes(Cluster cluster, Cluster remote) {
    return Diagnostic.of(
            Code.AMBIENT_ROLE,
            cluster.origins().at("istio", "dataPlane"),
            "ambient cluster \""
                + cluster.name()
                + "\" has a remote, \""
                + remote.name()
                + "\", to which its gateway cannot expose istiod")
        .expecting("an ambient primary without remotes")
        .hinting("make its remotes primaries, or set istio.dataPlane to sidecar")
        .relating(remote.origins().at("controlPlane", "primaries"), "the remote");
  }

  /** Of a detached cluster no istiod learns anything, so it shares nothing. */
  private static List<Cluster> sharing(Cluster cluster, Topology topology) {
    return Topology.isConnected(cluster)
        ? topology.networks().sharing(cluster).stream().filter(Topology::isConnected).toList()
        : List.of(cluster);
  }

  private static void checkNetwork(Cluster cluster, List<Cluster> sharing, Report report) {
    Cluster first = sharing.get(0);
    Cluster other = first == cluster && sharing.size() > 1 ? sharing.get(1) : first;
    // For two ambient clusters, only the second is reported.
    if (other == cluster || first == cluster && other.isAmbient()) {
      return;
    }
    report.add(
        Diagnostic.of(
                Code.AMBIENT_NETWORK_SHARED,
                cluster.origins().at("network"),
                "ambient cluster \""
                    + cluster.name()
                    + "\" shares network \""
                    + cluster.network()
                    + "\" with \""
                    + other.name()
                    + "\"")
            .expecting("a separate network for each ambient cluster")
            .hinting(
                "set its own `network`, also on a flat network: traffic then goes through the"
                    + " gateways")
            .relating(other.origins().at("network"), "the network of \"" + other.name() + "\""));
  }

  private static void checkGateway(Cluster cluster, Report report) {
    Located<String> host = cluster.eastWest().hosts().get(0);
    if (host.isWritten()) {
      report.add(
          Diagnostic.of(
                  Code.AMBIENT_GATEWAY, host.at(), "hosts are not supported on an ambient gateway")
              .expecting("no hosts")
              .hinting(
                  "remove them; Mesh.spec.istio.ambient.globalServices selects Services by label"));
    }
    if (GatewayPort.anyMovedIn(cluster.eastWest().ports())) {
      report.add(
          Diagnostic.of(
                  Code.AMBIENT_GATEWAY,
                  cluster.origins().at("eastWest", "ports"),
                  "ports are not supported on an ambient gateway: HBONE is always on "
                      + GatewayPort.HBONE)
              .expecting("no ports"));
    }
  }
}
