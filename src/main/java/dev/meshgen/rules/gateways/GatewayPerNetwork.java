package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterState;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayRoles;
import dev.meshgen.topology.ReachedNetwork;
import java.util.List;
import java.util.Optional;

/**
 * With two networks, each is reached through a gateway of its own: without one, istiod gives the
 * other networks' clients pod addresses that lead nowhere.
 *
 * <p>One gateway serves a whole network: for an endpoint whose own cluster has none, istiod picks
 * from all gateways of its network (istio {@code pilot/pkg/model/network.go}).
 */
final class GatewayPerNetwork implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    GatewayRoles gateways = GatewayRoles.of(mesh);
    for (ReachedNetwork reached : ReachedNetwork.of(mesh, gateways)) {
      // What is detached, or loses its gateway so, is for LeavingClusters to judge.
      if (reached.clusters().stream().noneMatch(gateways::wants)) {
        report.add(
            gateways.networks().get(reached.network()).stream().noneMatch(gateways::wants)
                ? without(reached)
                : outOfSight(reached, gateways));
      } else {
        comingUp(reached, gateways).ifPresent(report::add);
      }
    }
  }

  /** A gateway without a load balancer or a credential is none to anybody. */
  private static Optional<Diagnostic> comingUp(ReachedNetwork network, GatewayRoles gateways) {
    List<Cluster> having = network.clusters().stream().filter(gateways::wants).toList();
    Optional<Cluster> served =
        network.clusters().stream().filter(cluster -> cluster.state().isRelied()).findFirst();
    if (served.isEmpty()
        || having.stream().anyMatch(cluster -> cluster.state() != ClusterState.JOINING)) {
      return Optional.empty();
    }
    Cluster joining = having.get(0);
    return Optional.of(
        Diagnostic.of(
                Code.GATEWAY_JOINS,
                joining.origins().at("state"),
                "the network \""
                    + network.network()
                    + "\" has its only gateway in \""
                    + joining.name()
                    + "\", which still joins: until its credential is there, others send requests to"
                    + " addresses of Pods")
            .expecting("another gateway as long as that one comes up")
            .hinting("one in \"" + served.get().name() + "\" can go once this cluster is active")
            .relating(
                served.get().origins().at("eastWest", "enabled"), "a cluster it is to serve"));
  }

  private static Diagnostic without(ReachedNetwork network) {
    return Diagnostic.of(
            Code.NETWORK_WITHOUT_GATEWAY,
            at(network),
            "the network \"" + network.network() + "\" has no east-west gateway")
        .expecting("a gateway in at least one of its clusters: " + names(network.clusters()))
        .hinting("remove `enabled: false`; with several networks a gateway is the default");
  }

  private static Diagnostic outOfSight(ReachedNetwork network, GatewayRoles gateways) {
    List<Cluster> having =
        gateways.networks().get(network.network()).stream().filter(gateways::wants).toList();
    Cluster reader = network.reader().orElseThrow();
    return Diagnostic.of(
            Code.NETWORK_WITHOUT_GATEWAY,
            at(network),
            "the istiod of \""
                + reader.name()
                + "\" discovers no cluster with a gateway of the network \""
                + network.network()
                + "\": it would send requests to addresses of Pods there")
        .expecting("a gateway in at least one of those it discovers: " + names(network.clusters()))
        .hinting(
            "remove `enabled: false`, or give "
                + names(having)
                + ", which has a gateway, a group in common with \""
                + reader.name()
                + "\"")
        .relating(reader.origins().document(), "the cluster whose istiod it is");
  }

  private static Span at(ReachedNetwork network) {
    return network.clusters().get(0).origins().at("eastWest", "enabled");
  }

  private static String names(List<Cluster> clusters) {
    return NameList.some(clusters.stream().map(Cluster::name).toList());
  }
}
