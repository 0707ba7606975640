package dev.meshgen.rules.ambient;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWestPorts;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayRoles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Istio joins ambient clusters in one shape: each its own primary, each a network of its own. Of
 * remotes and of clusters that share a network ztunnel learns nothing that upstream supports, and a
 * gateway that speaks HBONE exposes no istiod.
 */
final class AmbientShape implements Rule {
  private static final EastWestPorts NO_PORTS =
      new EastWestPorts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.clusters().stream().noneMatch(Cluster::isAmbient)) {
      return;
    }
    SortedMap<String, List<Cluster>> remotes = mesh.remotes();
    SortedMap<String, List<Cluster>> networks = GatewayRoles.of(mesh).networks();
    boolean multiNetwork = mesh.ambientMultiNetwork();
    for (Cluster cluster : mesh.members()) {
      if (!cluster.isAmbient()) {
        continue;
      }
      if (cluster.controlPlane().isRemote()) {
        report.add(remote(cluster));
      } else if (remotes.containsKey(cluster.name())) {
        report.add(withRemotes(cluster, remotes.get(cluster.name()).get(0)));
      }
      checkNetwork(cluster, networks.get(cluster.network()), report);
      if (multiNetwork) {
        checkGateway(cluster, report);
      }
    }
  }

  private static Diagnostic remote(Cluster cluster) {
    return Diagnostic.of(
            Code.AMBIENT_ROLE,
            cluster.origins().at("istio", "dataPlane"),
            "\"" + cluster.name() + "\" is ambient, and has no istiod of its own")
        .expecting("role: primary, or dataPlane: sidecar")
        .hinting("ztunnel learns of workloads from the istiod of its own cluster")
        .relating(cluster.origins().at("controlPlane", "role"), "the role of the cluster");
  }

  private static Diagnostic withRemotes(Cluster cluster, Cluster remote) {
    return Diagnostic.of(
            Code.AMBIENT_ROLE,
            cluster.origins().at("istio", "dataPlane"),
            "\"" + cluster.name() + "\" is ambient, and \"" + remote.name() + "\" is its remote")
        .expecting("a primary of sidecars for remotes, or no remotes")
        .hinting("an ambient gateway cannot expose istiod to them")
        .relating(remote.origins().at("controlPlane", "primaries"), "names it as its primary");
  }

  private static void checkNetwork(Cluster cluster, List<Cluster> sharing, Report report) {
    Cluster first = sharing.get(0);
    Cluster other = first == cluster && sharing.size() > 1 ? sharing.get(1) : first;
    // Of two ambient clusters the second is told.
    if (other == cluster || first == cluster && other.isAmbient()) {
      return;
    }
    report.add(
        Diagnostic.of(
                Code.AMBIENT_NETWORK_SHARED,
                cluster.origins().at("network"),
                "\""
                    + cluster.name()
                    + "\" is ambient, and shares the network \""
                    + cluster.network()
                    + "\" with \""
                    + other.name()
                    + "\"")
            .expecting("a network of its own for each ambient cluster")
            .hinting("that works on a flat network, too: traffic then passes the gateways")
            .relating(other.origins().at("network"), "the network of \"" + other.name() + "\""));
  }

  private static void checkGateway(Cluster cluster, Report report) {
    Located<String> host = cluster.eastWest().hosts().get(0);
    if (host.at().hasLine()) {
      report.add(
          Diagnostic.of(
                  Code.AMBIENT_GATEWAY,
                  host.at(),
                  "the gateway of an ambient cluster does not choose by host")
              .expecting("no hosts: labels choose the Services that other networks reach")
              .hinting("see Mesh.spec.istio.ambient.globalServices"));
    }
    EastWestPorts ports = cluster.eastWest().ports();
    if (!ports.equals(NO_PORTS)) {
      report.add(
          Diagnostic.of(
                  Code.AMBIENT_GATEWAY,
                  cluster.origins().at("eastWest", "ports"),
                  "the gateway of an ambient cluster has the port 15008 and no other")
              .expecting("no ports: Istio admits HBONE on that one alone"));
    }
  }
}
