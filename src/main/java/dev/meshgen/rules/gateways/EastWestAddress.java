package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.HostAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The address of a gateway leads to that gateway, from other networks.
 *
 * <p>An address inside a pod range is fine: where pods have addresses of the surrounding network,
 * an internal load balancer has one too.
 */
final class EastWestAddress implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      EastWest.Addresses addresses = cluster.eastWest().addresses();
      addresses.usual().ifPresent(text -> reach(mesh, cluster, text, at(cluster), report));
      addresses
          .perNetwork()
          .forEach((network, text) -> reach(mesh, cluster, text, at(cluster, network), report));
    }
    Set<List<String>> said = new HashSet<>();
    for (String network : views(mesh, context)) {
      sharing(mesh, context, network, said, report);
    }
  }

  /** The networks that may see other addresses than the rest does, and one of the rest. */
  private static List<String> views(Mesh mesh, RuleContext context) {
    Set<String> own = new HashSet<>();
    mesh.clusters()
        .forEach(cluster -> own.addAll(cluster.eastWest().addresses().perNetwork().keySet()));
    List<String> views = new ArrayList<>();
    boolean rest = false;
    for (String network : context.topology().networks().byName().keySet()) {
      if (own.contains(network) || !rest) {
        views.add(network);
        rest |= !own.contains(network);
      }
    }
    return views;
  }

  private static void reach(Mesh mesh, Cluster cluster, String written, Span at, Report report) {
    Optional<HostAddress> address = HostAddress.parse(written);
    if (address.isEmpty()) {
      report.add(malformed(written, at));
    } else {
      address
          .get()
          .unreachable(cluster.addressing().scope(mesh.clusterDomain()))
          .ifPresent(reason -> report.add(unreachable(written, reason, at)));
    }
  }

  /** An address leads to one gateway, wherever one looks from. */
  private static void sharing(
      Mesh mesh, RuleContext context, String network, Set<List<String>> said, Report report) {
    Map<String, Cluster> byAddress = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      Optional<HostAddress> address =
          cluster
              .eastWest()
              .addresses()
              .from(network)
              .flatMap(HostAddress::parse)
              .filter(
                  found ->
                      found
                          .unreachable(cluster.addressing().scope(mesh.clusterDomain()))
                          .isEmpty());
      if (address.isEmpty() || !context.topology().gateways().hasLoadBalancer(cluster)) {
        // Nothing answers there, so another may have the address.
        continue;
      }
      Cluster first = byAddress.putIfAbsent(address.get().canonical(), cluster);
      if (first != null && said.add(List.of(first.name(), cluster.name()))) {
        String written = cluster.eastWest().addresses().from(network).orElseThrow();
        report.add(shared(written, first, cluster, network));
      }
    }
  }

  private static Diagnostic malformed(String written, Span at) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS,
            at,
            "\"" + written + "\" is neither an IP address nor a host name")
        .expecting("one IP address or host name, without scheme or port");
  }

  private static Diagnostic unreachable(String written, String why, Span at) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS,
            at,
            "gateway address \"" + written + "\" is unreachable from other networks: it " + why)
        .expecting("the address of the gateway's load balancer");
  }

  private static Diagnostic shared(String written, Cluster first, Cluster second, String network) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS_SHARED,
            at(second, network),
            "gateways of \""
                + first.name()
                + "\" and \""
                + second.name()
                + "\" have the same address \""
                + written
                + "\"")
        .expecting("a separate address for each gateway")
        .relating(at(first, network), "the gateway of \"" + first.name() + "\"");
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at("eastWest", "address");
  }

  /** Where its address for a network is written. */
  private static Span at(Cluster cluster, String network) {
    return cluster.eastWest().addresses().perNetwork().containsKey(network)
        ? cluster.origins().at("eastWest", "addressFor", network)
        : at(cluster);
  }
}
