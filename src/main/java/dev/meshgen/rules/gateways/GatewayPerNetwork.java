package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.ReachedNetwork;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Optional;

/**
 * With two networks, each needs a gateway: without one, istiod gives clients in other networks Pod
 * addresses that they cannot reach.
 *
 * <p>One gateway serves a whole network: for an endpoint whose own cluster has none, istiod picks
 * from all gateways of its network (istio {@code pilot/pkg/model/network.go}).
 */
final class GatewayPerNetwork implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Topology topology = context.topology();
    Gateways gateways = topology.gateways();
    for (ReachedNetwork reached : topology.calls().reached()) {
      // A detached cluster, and the gateway a network loses with it, are for LeavingClusters to
      // judge.
      if (reached.clusters().stream().noneMatch(gateways::wants)) {
        List<Cluster> having = having(topology, reached);
        report.add(having.isEmpty() ? without(reached) : outOfSight(reached, having));
      } else {
        comingUp(reached, gateways).ifPresent(report::add);
      }
    }
  }

  /** Those with a gateway in the whole of a network, of which an istiod may see a part. */
  private static List<Cluster> having(Topology topology, ReachedNetwork reached) {
    return topology.networks().byName().get(reached.network()).stream()
        .filter(topology.gateways()::wants)
        .toList();
  }

  /** A gateway without a load balancer or a credential is of no use yet. */
  private static Optional<Diagnostic> comingUp(ReachedNetwork network, Gateways gateways) {
    List<Cluster> having = network.clusters().stream().filter(gateways::isFound).toList();
    Optional<Cluster> served = network.clusters().stream().filter(Topology::isActive).findFirst();
    if (served.isEmpty() || having.isEmpty() || !having.stream().allMatch(Topology::isJoining)) {
      return Optional.empty();
    }
    Cluster joining = having.get(0);
    return Optional.of(
        Diagnostic.of(
                Code.GATEWAY_JOINS,
                joining.origins().at("state"),
                "network \""
                    + network.network()
                    + "\" has its only gateway in \""
                    + joining.name()
                    + "\", which is still joining: until its credential is there, other"
                    + " networks send"
                    + " requests to Pod addresses")
            .concerning(joining.name())
            .expecting("another gateway while that cluster joins")
            .hinting("run one in \"" + served.get().name() + "\" until this cluster is active")
            .relating(
                served.get().origins().at("eastWest", "enabled"), "a cluster that depends on it"));
  }

  private static Diagnostic without(ReachedNetwork network) {
    return Diagnostic.of(
            Code.NETWORK_WITHOUT_GATEWAY,
            at(network),
            "network \"" + network.network() + "\" has no east-west gateway")
        .expecting("a gateway in at least one of its clusters: " + names(network.clusters()))
        .hinting("remove `enabled: false`; with several networks, gateways run by default");
  }

  private static Diagnostic outOfSight(ReachedNetwork network, List<Cluster> having) {
    Cluster reader = network.reader().orElseThrow();
    return Diagnostic.of(
            Code.NETWORK_WITHOUT_GATEWAY,
            at(network),
            "istiod in \""
                + reader.name()
                + "\" discovers no cluster with a gateway in network \""
                + network.network()
                + "\": requests would go to Pod addresses there")
        .expecting(
            "a gateway in at least one of the clusters that it discovers: "
                + names(network.clusters()))
        .hinting(
            "remove `enabled: false`, or put "
                + names(having)
                + ", which has a gateway, into a group with \""
                + reader.name()
                + "\"")
        .relating(reader.origins().document(), "the cluster of that istiod");
  }

  private static Span at(ReachedNetwork network) {
    return network.clusters().get(0).origins().at("eastWest", "enabled");
  }

  private static String names(List<Cluster> clusters) {
    return NameList.some(clusters.stream().map(Cluster::name).toList());
  }
}
