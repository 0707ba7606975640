package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.ReachedNetwork;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster leaves only when nothing depends on it: no remote on its istiod, no network on its
 * gateway.
 *
 * <p>A remote cannot leave by a state. Its primary controls it with the very secret that the others
 * would no longer read, so nothing would be injected there from the first step on.
 */
final class LeavingClusters implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.clusters().stream().allMatch(DiscoveryGraph::isListed)) {
      return;
    }
    Topology topology = context.topology();
    for (Cluster cluster : mesh.clusters()) {
      if (DiscoveryGraph.isListed(cluster)) {
        continue;
      }
      if (ControlPlanes.isRemote(cluster)) {
        report.add(remote(cluster));
      } else if (topology.controlPlanes().hasRemotes(cluster)) {
        report.add(primary(cluster, topology.controlPlanes().remotes(cluster)));
      }
    }
    Set<String> reported = new HashSet<>();
    for (ReachedNetwork network : topology.calls().reached()) {
      lastGateway(network.clusters(), topology.gateways(), reported).ifPresent(report::add);
    }
  }

  private static Diagnostic remote(Cluster cluster) {
    return Diagnostic.of(
            Code.REMOTE_LEAVES,
            at(cluster),
            "remote \""
                + cluster.name()
                + "\" cannot be "
                + cluster.state().id()
                + ": without its remote secret, no primary controls it")
        .expecting("`state: active` or `state: joining`")
        .hinting(
            "move its workloads away, delete its document and name it with --remove, or change its"
                + " controlPlane to a primary first")
        .relating(cluster.origins().at("controlPlane", "role"), "its role");
  }

  private static Diagnostic primary(Cluster cluster, List<Cluster> remotes) {
    return Diagnostic.of(
            Code.PRIMARY_LEAVES_REMOTES,
            at(cluster),
            "\""
                + cluster.name()
                + "\" cannot be "
                + cluster.state().id()
                + " while it is a primary of "
                + NameList.some(remotes.stream().map(Cluster::name).toList()))
        .expecting("a primary without remotes")
        .hinting(
            "give its remotes another primary first, or make them primaries, and wait until"
                + " that is"
                + " applied")
        .relating(
            remotes.get(0).origins().at("controlPlane", "primaries"),
            "the primaries of \"" + remotes.get(0).name() + "\"");
  }

  private static Optional<Diagnostic> lastGateway(
      List<Cluster> clusters, Gateways gateways, Set<String> reported) {
    List<Cluster> staying = new ArrayList<>();
    Cluster leaving = null;
    for (Cluster cluster : clusters) {
      if (DiscoveryGraph.isListed(cluster)) {
        staying.add(cluster);
      } else if (gateways.wants(cluster)) {
        leaving = leaving == null ? cluster : leaving;
      }
    }
    if (leaving == null
        || staying.isEmpty()
        || staying.stream().anyMatch(gateways::runs)
        || !reported.add(leaving.name())) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.of(
                Code.LAST_GATEWAY_LEAVES,
                at(leaving),
                "without \""
                    + leaving.name()
                    + "\", network \""
                    + leaving.network()
                    + "\" has no east-west gateway")
            .expecting(
                "a gateway in one of the clusters that stay: "
                    + NameList.some(staying.stream().map(Cluster::name).toList()))
            .hinting(
                "enable a gateway there first, and wait until its load balancer has an address")
            .relating(
                staying.get(0).origins().at("eastWest", "enabled"),
                "\"" + staying.get(0).name() + "\" depends on it"));
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at("state");
  }
}
