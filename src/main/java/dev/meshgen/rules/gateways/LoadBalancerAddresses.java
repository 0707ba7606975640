package dev.meshgen.rules.gateways;

import static dev.meshgen.model.LoadBalancer.ADDRESSES;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.IpAddress;
import dev.meshgen.platform.FixedAddresses;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The addresses requested from a load balancer are valid for its platform, and include the
 * gateway's address: remotes and firewalls use that one before there is a load balancer.
 */
final class LoadBalancerAddresses implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)) {
        checkAddresses(cluster, report);
        checkPromise(cluster, gateways.values(cluster), report);
      }
    }
  }

  private static void checkAddresses(Cluster cluster, Report report) {
    FixedAddresses fixed = Platforms.loadBalancers(cluster).addresses();
    List<Located<String>> addresses = cluster.eastWest().loadBalancer().of(ADDRESSES);
    for (Located<String> written : addresses) {
      Optional<IpAddress> ip = IpAddress.parse(written.value());
      if (ip.isEmpty()) {
        report.add(
            address(written.at(), "\"" + written.value() + "\" is not an IP address")
                .expecting("an IP address for the load balancer"));
      } else if (ip.get().family() == 6 && fixed.insteadOfIpv6().isPresent()) {
        report.add(
            address(
                    written.at(),
                    "the platform does not support IPv6 in eastWest.loadBalancer.addresses")
                .expecting("an IPv4 address")
                .hinting(fixed.insteadOfIpv6().get()));
      }
    }
    fixed
        .mostOf(addresses.stream().map(Located::value).toList())
        .ifPresent(most -> report.add(tooMany(cluster, addresses.get(1).at(), most)));
  }

  private static Diagnostic tooMany(Cluster cluster, Span at, String most) {
    return Diagnostic.of(
            Code.LOAD_BALANCER_NUMBER,
            at,
            "too many addresses for the load balancer of \"" + cluster.name() + "\"")
        .expecting(most);
  }

  private static void checkPromise(Cluster cluster, WrittenValues values, Report report) {
    EastWest eastWest = cluster.eastWest();
    Optional<IpAddress> promised = eastWest.address().flatMap(IpAddress::parse);
    if (promised.isEmpty()) {
      return;
    }
    Span at = cluster.origins().at("eastWest", "address");
    List<Located<String>> asked = eastWest.loadBalancer().of(ADDRESSES);
    if (!asked.isEmpty()) {
      boolean among =
          asked.stream().anyMatch(each -> isSame(promised.get(), IpAddress.parse(each.value())));
      if (!among) {
        report.add(
            Diagnostic.of(
                    Code.GATEWAY_ADDRESS_OTHER,
                    at,
                    "gateway address \""
                        + promised.get().text()
                        + "\" is not among the requested addresses")
                .expecting("one of eastWest.loadBalancer.addresses")
                .hinting(
                    "keep it only if something in front of the load balancer translates addresses")
                .relating(asked.get(0).at(), "the requested address"));
      }
    } else {
      Platforms.loadBalancers(cluster)
          .addresses()
          .missing(promised.get(), eastWest, annotations(cluster, values))
          .ifPresent(missing -> report.add(notAskedFor(at, promised.get(), missing)));
    }
  }

  private static boolean isSame(IpAddress one, Optional<IpAddress> other) {
    return other.isPresent() && one.canonical().equals(other.get().canonical());
  }

  /** All that users write. */
  private static Set<String> annotations(Cluster cluster, WrittenValues values) {
    Set<String> keys = new TreeSet<>(cluster.eastWest().loadBalancer().annotations().keySet());
    keys.addAll(values.entries("service", "annotations").keySet());
    return keys;
  }

  private static Diagnostic notAskedFor(Span at, IpAddress promised, String missing) {
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS_NOT_ASKED,
            at,
            "gateway address \""
                + promised.text()
                + "\" is not requested, so the load balancer gets another")
        .expecting(missing);
  }

  private static Diagnostic address(Span at, String message) {
    return Diagnostic.of(Code.LOAD_BALANCER_ADDRESS, at, message);
  }
}
