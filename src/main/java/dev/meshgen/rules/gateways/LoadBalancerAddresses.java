package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import dev.meshgen.net.IpAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayRoles;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The addresses requested from a load balancer are valid for its platform, and include the
 * gateway's address: remotes and firewalls use that one before there is a load balancer.
 */
final class LoadBalancerAddresses implements Rule {
  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final Set<String> FIXED =
      Set.of(AWS + "eip-allocations", AWS + "private-ipv4-addresses");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    GatewayRoles gateways = GatewayRoles.of(mesh);
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)) {
        checkAddresses(cluster, report);
        checkPromise(cluster, report);
      }
    }
  }

  private static void checkAddresses(Cluster cluster, Report report) {
    Map<Integer, Integer> byFamily = new TreeMap<>();
    for (Located<String> written : cluster.eastWest().loadBalancer().addresses()) {
      Optional<IpAddress> ip = IpAddress.parse(written.value());
      if (ip.isEmpty()) {
        report.add(
            address(written.at(), "\"" + written.value() + "\" is not an IP address")
                .expecting("an IP address for the load balancer"));
        continue;
      }
      byFamily.merge(ip.get().family(), 1, Integer::sum);
      if (ip.get().family() == 6 && !takesIpv6(cluster.platform())) {
        report.add(
            address(written.at(), "the platform does not support IPv6 in loadBalancer.addresses")
                .expecting("an IPv4 address")
                .hinting(
                    cluster.platform() == Platform.GKE
                        ? "set loadBalancer.addressName to the name of the reserved address"
                        : "request it with loadBalancer.annotations"));
      }
    }
    checkMost(cluster, byFamily, report);
  }

  private static boolean takesIpv6(Platform platform) {
    return platform != Platform.EKS && platform != Platform.GKE;
  }

  /** On EKS one for each subnet; elsewhere one, but on AKS one of each family. */
  private static void checkMost(Cluster cluster, Map<Integer, Integer> byFamily, Report report) {
    List<Located<String>> addresses = cluster.eastWest().loadBalancer().addresses();
    boolean perFamily = cluster.platform() == Platform.AKS;
    boolean tooMany =
        perFamily
            ? byFamily.values().stream().anyMatch(number -> number > 1)
            : addresses.size() > 1 && cluster.platform() != Platform.EKS;
    if (tooMany) {
      report.add(
          Diagnostic.of(
                  Code.LOAD_BALANCER_NUMBER,
                  addresses.get(1).at(),
                  "too many addresses for the load balancer of \"" + cluster.name() + "\"")
              .expecting(perFamily ? "one address of each family" : "one address"));
    }
  }

  private static void checkPromise(Cluster cluster, Report report) {
    EastWest eastWest = cluster.eastWest();
    Optional<IpAddress> promised = eastWest.address().flatMap(IpAddress::parse);
    if (promised.isEmpty()) {
      return;
    }
    Span at = cluster.origins().at("eastWest", "address");
    List<Located<String>> asked = eastWest.loadBalancer().addresses();
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
                .expecting("one of loadBalancer.addresses")
                .hinting(
                    "keep it only if something in front of the load balancer translates addresses")
                .relating(asked.get(0).at(), "the requested address"));
      }
    } else if (!isAskedFor(cluster, promised.get())) {
      report.add(notAskedFor(cluster, at, promised.get()));
    }
  }

  private static boolean isSame(IpAddress one, Optional<IpAddress> other) {
    return other.isPresent()
        && one.family() == other.get().family()
        && one.value().equals(other.get().value());
  }

  /** Whether the address is requested, or something that may lead to it. */
  private static boolean isAskedFor(Cluster cluster, IpAddress promised) {
    LoadBalancer asked = cluster.eastWest().loadBalancer();
    if (cluster.platform() != Platform.EKS) {
      return promised.family() == 4
          || cluster.platform() != Platform.GKE
          || asked.addressName().isPresent();
    }
    boolean internal = cluster.eastWest().exposure() == Exposure.INTERNAL;
    if (internal && asked.subnets().size() == 1 && promised.family() == 4) {
      return true;
    }
    List<String> keys = new ArrayList<>(asked.annotations().keySet());
    keys.addAll(rawAnnotations(cluster));
    return !asked.allocationIds().isEmpty() || keys.stream().anyMatch(FIXED::contains);
  }

  private static Set<String> rawAnnotations(Cluster cluster) {
    YamlMap gateway = cluster.istio().values().get("eastwestgateway");
    YamlNode service = gateway == null ? null : gateway.get("service").orElse(null);
    YamlNode found = service instanceof YamlMap map ? map.get("annotations").orElse(null) : null;
    return found instanceof YamlMap map ? map.entries().keySet() : Set.of();
  }

  private static Diagnostic notAskedFor(Cluster cluster, Span at, IpAddress promised) {
    boolean internal = cluster.eastWest().exposure() == Exposure.INTERNAL;
    return Diagnostic.of(
            Code.GATEWAY_ADDRESS_NOT_ASKED,
            at,
            "gateway address \""
                + promised.text()
                + "\" is not requested, so the load balancer gets another")
        .expecting(
            cluster.platform() == Platform.GKE
                ? "loadBalancer.addressName, the only way to request an IPv6 address"
                : internal
                    ? "loadBalancer.addresses, one for each of loadBalancer.subnets"
                    : "loadBalancer.allocationIDs, one for each of loadBalancer.subnets");
  }

  private static Diagnostic address(Span at, String message) {
    return Diagnostic.of(Code.LOAD_BALANCER_ADDRESS, at, message);
  }
}
