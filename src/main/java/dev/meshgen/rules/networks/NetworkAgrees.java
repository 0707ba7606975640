package dev.meshgen.rules.networks;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.Cidr;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network has no document: it is defined by its clusters, which must not contradict each other.
 *
 * <ul>
 *   <li>Pods that reach each other directly have a common address family. A cluster with only IPv4
 *       pod ranges and one with only IPv6 cannot be one network: an error.
 *   <li>The gateways of a network lead to the same merged services: a client elsewhere is sent to
 *       any of them, depending on the endpoint that was picked. Gateways that differ in who reaches
 *       them ({@code exposure}) or in what they let through ({@code hosts}) make some of its
 *       requests fail: a warning, because services that exist in one cluster only are not affected.
 * </ul>
 *
 * <p>Source ranges may differ, since each gateway sees clients at different addresses; and so may
 * platforms and regions, since flat networks can span clouds.
 */
final class NetworkAgrees implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (List<Cluster> clusters : context.topology().networks().byName().values()) {
      if (clusters.size() > 1) {
        checkFamilies(clusters, report);
        checkGateways(clusters.stream().filter(gateways::runs).toList(), report);
      }
    }
  }

  private static void checkFamilies(List<Cluster> clusters, Report report) {
    Cluster first = null;
    for (Cluster cluster : clusters) {
      Set<Integer> families = families(cluster);
      if (families.isEmpty()) {
        continue;
      }
      if (first == null) {
        first = cluster;
        continue;
      }
      Set<Integer> common = families(first);
      common.retainAll(families);
      if (common.isEmpty()) {
        report.add(disjoint(cluster, first));
      }
    }
  }

  private static Set<Integer> families(Cluster cluster) {
    Set<Integer> families = new TreeSet<>();
    for (Located<String> range : cluster.addressing().podCidrs()) {
      Cidr.parse(range.value()).ifPresent(cidr -> families.add(cidr.family()));
    }
    return families;
  }

  private static Diagnostic disjoint(Cluster cluster, Cluster first) {
    return Diagnostic.of(
            Code.NETWORK_FAMILIES_DIFFER,
            cluster.addressing().podCidrs().get(0).at(),
            "pods of \""
                + cluster.name()
                + "\" and \""
                + first.name()
                + "\" share network \""
                + cluster.network()
                + "\" but no address family")
        .expecting("a common address family: IPv4 or IPv6 on both sides")
        .hinting("set a separate network for one of the clusters")
        .relating(first.addressing().podCidrs().get(0).at(), "pods of \"" + first.name() + "\"");
  }

  private static void checkGateways(List<Cluster> clusters, Report report) {
    for (Cluster cluster : clusters) {
      Cluster first = clusters.get(0);
      EastWest one = first.eastWest();
      EastWest other = cluster.eastWest();
      if (one.exposure() != other.exposure()) {
        report.add(
            differ(cluster, "exposure", at(cluster, "exposure"), at(first, "exposure"))
                .hinting(
                    "set one exposure for all, or some requests of clients that reach only some"
                        + " gateways fail"));
      }
      if (!hosts(one).equals(hosts(other))) {
        report.add(
            differ(cluster, "hosts", at(cluster, "hosts"), at(first, "hosts"))
                .hinting(
                    "set the same hosts for all, or some requests to services that only some"
                        + " expose fail"));
      }
    }
  }

  private static Diagnostic differ(Cluster cluster, String what, Span at, Span first) {
    return Diagnostic.of(
            Code.NETWORK_DISAGREES,
            at,
            "gateways of network \"" + cluster.network() + "\" differ in \"" + what + "\"")
        .expecting("the same value in every cluster of the network")
        .relating(first, "differs from this");
  }

  private static Span at(Cluster cluster, String field) {
    return cluster.origins().at("eastWest", field);
  }

  private static Set<String> hosts(EastWest eastWest) {
    Set<String> hosts = new TreeSet<>();
    eastWest.hosts().forEach(host -> hosts.add(host.value()));
    return hosts;
  }
}
