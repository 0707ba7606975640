package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each cloud is told on the gateway's Service, so that its load balancer carries mesh traffic.
 *
 * <p>Sources: {@code docs/guide/service/annotations.md} of aws-load-balancer-controller; {@code
 * pkg/consts/consts.go} and {@code pkg/provider/azure_loadbalancer_healthprobe.go} of
 * cloud-provider-azure; {@code providers/gce/gce_annotations.go} of cloud-provider-gcp, {@code
 * pkg/l4/annotations} and {@code pkg/l4/address} of ingress-gce.
 */
final class LoadBalancers {
  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final String AZURE = "service.beta.kubernetes.io/azure-";
  private static final String GKE = "networking.gke.io/";

  private final EastWest eastWest;
  private final GatewayPorts ports;
  private final boolean hbone;
  private final LoadBalancer asked;
  private final boolean internal;
  private final SortedMap<String, String> annotations = new TreeMap<>();
  private Optional<String> address = Optional.empty();

  private LoadBalancers(EastWest eastWest, GatewayPorts ports, boolean hbone) {
    this.eastWest = eastWest;
    this.ports = ports;
    this.hbone = hbone;
    this.asked = eastWest.loadBalancer();
    this.internal = eastWest.exposure() == Exposure.INTERNAL;
  }

  /**
   * What a load balancer is told.
   *
   * @param address the Service's {@code loadBalancerIP}, where that is how an address is asked for
   */
  record Request(SortedMap<String, String> annotations, Optional<String> address) {}

  static Request request(Cluster cluster, GatewayPorts ports, boolean hbone) {
    LoadBalancers balancer = new LoadBalancers(cluster.eastWest(), ports, hbone);
    switch (cluster.platform()) {
      case EKS -> balancer.eks();
      case AKS -> balancer.aks();
      case GKE -> balancer.gke();
      // Whatever serves them, from MetalLB to a cloud of its own, reads the Service's own field.
      case OPENSHIFT, K3S, GENERIC -> balancer.own();
    }
    balancer.annotations.putAll(balancer.asked.annotations());
    return new Request(balancer.annotations, balancer.address);
  }

  private void eks() {
    annotations.put(AWS + "type", "external");
    annotations.put(AWS + "nlb-target-type", "ip");
    annotations.put(AWS + "scheme", internal ? "internal" : "internet-facing");
    // The gateway's TLS ports answer no plain health check; its status port does, on the Pods.
    annotations.put(AWS + "healthcheck-protocol", "http");
    annotations.put(AWS + "healthcheck-port", String.valueOf(GatewayPlan.STATUS_PORT));
    annotations.put(AWS + "healthcheck-path", GatewayPlan.STATUS_PATH);
    put(AWS + "subnets", values(asked.subnets()));
    put(AWS + "eip-allocations", values(asked.allocationIds()));
    List<String> addresses = values(asked.addresses());
    // There has to be one for each subnet, so the one that is promised will do for one.
    if (addresses.isEmpty() && internal && asked.subnets().size() == 1) {
      promised().filter(ip -> ip.family() == 4).ifPresent(ip -> addresses.add(ip.text()));
    }
    put(AWS + "private-ipv4-addresses", addresses);
  }

  private void aks() {
    if (internal) {
      annotations.put(AZURE + "load-balancer-internal", "true");
    }
    // By default every port is probed by a connection of its own, which is no TLS.
    annotations.put(AZURE + "load-balancer-health-probe-protocol", "http");
    annotations.put(AZURE + "load-balancer-health-probe-request-path", GatewayPlan.STATUS_PATH);
    for (int port : hbone ? List.of(GatewayPlan.HBONE_PORT) : ports.encrypted()) {
      annotations.put(
          "service.beta.kubernetes.io/port_" + port + "_health-probe_port",
          String.valueOf(ports.status()));
    }
    put(AZURE + "load-balancer-internal-subnet", values(asked.subnets()));
    asked.addressName().ifPresent(name -> annotations.put(AZURE + "pip-name", name));
    for (IpAddress ip : addresses()) {
      annotations.put(AZURE + "load-balancer-ipv" + ip.family(), ip.text());
    }
  }

  private void gke() {
    if (internal) {
      annotations.put(GKE + "load-balancer-type", "Internal");
      // Without it only clients of the gateway's own region get through.
      annotations.put(GKE + "internal-load-balancer-allow-global-access", "true");
    } else if (asked.addressName().isPresent()) {
      // Only the load balancers that are based on a backend service look addresses up by name.
      annotations.put("cloud.google.com/l4-rbs", "enabled");
    }
    put(GKE + "internal-load-balancer-subnet", values(asked.subnets()));
    asked
        .addressName()
        .ifPresent(name -> annotations.put(GKE + "load-balancer-ip-addresses", name));
    for (IpAddress ip : addresses()) {
      // An IPv6 address is asked for by its name alone.
      if (ip.family() == 4) {
        address = Optional.of(ip.text());
      }
    }
  }

  private void own() {
    for (IpAddress ip : addresses()) {
      // Some controllers refuse a Service that asks twice.
      boolean asks = asked.annotations().values().stream().anyMatch(ip.text()::equals);
      if (!asks && address.isEmpty()) {
        address = Optional.of(ip.text());
      }
    }
  }

  /** Those asked for; where none is, the promised one, unless a name stands for it. */
  private List<IpAddress> addresses() {
    List<IpAddress> addresses = new ArrayList<>();
    for (Located<String> each : asked.addresses()) {
      IpAddress.parse(each.value()).ifPresent(addresses::add);
    }
    if (addresses.isEmpty() && asked.addressName().isEmpty()) {
      promised().ifPresent(addresses::add);
    }
    return addresses;
  }

  private Optional<IpAddress> promised() {
    return eastWest.address().flatMap(IpAddress::parse);
  }

  private void put(String key, List<String> values) {
    if (!values.isEmpty()) {
      annotations.put(key, String.join(",", values));
    }
  }

  private static List<String> values(List<Located<String>> written) {
    List<String> values = new ArrayList<>();
    written.forEach(each -> values.add(each.value()));
    return values;
  }
}
