package dev.meshgen.report;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.Cluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.NetworkPlan;
import dev.meshgen.platform.Platforms;
import dev.meshgen.report.MeshConnection.About;
import dev.meshgen.report.MeshConnection.End;
import dev.meshgen.report.MeshConnection.Kind;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DiscoveryGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which connections the mesh needs, between clusters and to what clouds keep apart. */
final class Firewall {
  /** Of the gateways of a network that one row is enough for. */
  private static final Set<Set<Integer>> USUAL_PORTS =
      Set.of(Set.of(GatewayPort.TLS.number()), Set.of(GatewayPort.HBONE));

  private final MeshPlan plan;
  private final Map<String, ClusterPlan> clusters = new TreeMap<>();
  private final List<MeshConnection> connections = new ArrayList<>();
  private final Set<List<String>> said = new HashSet<>();

  Firewall(MeshPlan plan) {
    this.plan = plan;
    plan.clusters().forEach(cluster -> clusters.put(cluster.name(), cluster));
  }

  /** One kind of connection, or many that are alike. */
  record Row(String from, String to, String port, String why) {}

  List<Row> rows() {
    boolean remotes = false;
    for (ClusterPlan cluster : plan.clusters()) {
      remotes |= cluster.remoteOf().isPresent();
      cluster.hosting().ifPresent(hosting -> addHosted(cluster, hosting));
    }
    if (connections.isEmpty()) {
      String every = remotes ? "primary" : "cluster";
      addDiscovery("istiod of every " + every);
      add(
          "the API server of every " + every,
          "its own istiod",
          String.valueOf(GatewayPort.WEBHOOK.number()),
          "webhooks" + rules());
    }
    if (plan.clusters().stream().anyMatch(cluster -> cluster.dataPlane().ambient().isPresent())) {
      add(
          "pods of every ambient cluster",
          "pods of the same cluster",
          String.valueOf(GatewayPort.HBONE),
          "HBONE, also from node to node" + betweenNodes());
    }
    plan.networks().forEach(this::addNetwork);
    plan.clusters().stream()
        .filter(each -> each.gateways().exposesIstiod())
        .forEach(this::addIstiod);
    return FirewallRows.grouped(connections);
  }

  private void addDiscovery(String istiod) {
    DiscoveryGraph discovery = plan.topology().discovery();
    if (discovery.isGrouped()) {
      discovery
          .groups()
          .forEach(
              (name, clusters) ->
                  addDiscovery(
                      istiod + " in the group " + name,
                      "the API servers of the group " + name,
                      clusters));
    } else {
      addDiscovery(istiod, "the API server of every other cluster", plan.mesh().clusters());
    }
  }

  private void addDiscovery(String istiod, String servers, List<Cluster> clusters) {
    DiscoveryGraph discovery = plan.topology().discovery();
    if (discovery.isAnyDiscovered(clusters)) {
      add(istiod, servers, ApiServerPorts.of(discovery.seen(clusters)), "endpoint discovery");
    }
  }

  private void addHosted(ClusterPlan external, HostingPlan hosting) {
    addDiscovery("istiod in " + external.name());
    End gateway =
        End.of("the " + HostingPlan.GATEWAY + " of " + external.name() + ", " + hosting.host());
    addIstiod(
        external, gateway, About.NEITHER, hosting.gateway(), "injection and validation webhooks");
    addHealthCheck(external, gateway, About.NEITHER, hosting.gateway());
  }

  /** Whose control planes reach their own nodes on a few ports only. */
  private String rules() {
    Set<String> closed = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.runsIstiod()) {
        Platforms.of(cluster.cluster()).webhookFirewall().ifPresent(closed::add);
      }
    }
    return closed.isEmpty() ? "" : "; " + String.join("; ", closed);
  }

  /** Of any platform: the next cluster may be on another one. */
  private static String betweenNodes() {
    Set<String> apart = new TreeSet<>();
    Platforms.all().forEach(platform -> platform.betweenNodes().ifPresent(apart::add));
    return apart.isEmpty() ? "" : ": " + String.join("; ", apart);
  }

  private void addNetwork(NetworkPlan network) {
    if (network.clusters().size() > 1) {
      String pods = "pods of network " + network.name();
      String each = "pods of each network";
      add(
          new MeshConnection(
              new End(pods, each),
              new End(pods, each + " (the same network)"),
              "all",
              "clusters of one network reach each other's pods directly",
              about(network)));
    }
    if (network.linked()) {
      addGateways(network);
    }
  }

  private void addGateways(NetworkPlan network) {
    String gateways = "the east-west gateways of ";
    End all = new End(gateways + "network " + network.name(), gateways + "each network");
    boolean apart = areApart(network);
    for (String name : apart ? network.gateways() : network.gateways().subList(0, 1)) {
      add(
          new MeshConnection(
              End.of(clients(network) + within(gateway(name))),
              apart ? gatewayOf(name) : all,
              String.valueOf(gateway(name).port()),
              "traffic between networks, mutual TLS",
              apart ? aboutGateway(name) : about(network)));
    }
    for (String name : network.gateways()) {
      addHealthCheck(clusters.get(name), all, about(network), gateway(name));
    }
  }

  /** Whether the gateways of a network take other ports than usual, or not from everywhere. */
  private boolean areApart(NetworkPlan network) {
    return !USUAL_PORTS.contains(network.ports())
        || network.gateways().stream().anyMatch(name -> !gateway(name).sourceRanges().isEmpty());
  }

  private static About about(NetworkPlan network) {
    return new About(Kind.NETWORK, network.name());
  }

  private static String clients(NetworkPlan network) {
    return network
        .clients()
        .map(
            names ->
                (names.size() == 1 ? "pods of network " : "pods of networks ")
                    + String.join(", ", names))
        .orElse("pods of every other network");
  }

  private void addIstiod(ClusterPlan primary) {
    String name = primary.name();
    addIstiod(primary, gatewayOf(name), aboutGateway(name), gateway(name), "injection webhook");
    if (!plan.isLinked(primary)) {
      addHealthCheck(primary, gatewayOf(name), aboutGateway(name), gateway(name));
    }
  }

  private void addIstiod(
      ClusterPlan primary, End gateway, About about, GatewayPlan balancer, String webhooks) {
    String within = within(balancer);
    for (boolean first : new boolean[] {true, false}) {
      String remotes = remotes(primary, first);
      if (!remotes.isEmpty()) {
        String when = first ? "" : ", once it is the first of their primaries";
        add(
            new MeshConnection(
                End.of("proxies of " + remotes + within),
                gateway,
                String.valueOf(balancer.ports().istiod()),
                "configuration and certificates" + when,
                about));
        add(
            new MeshConnection(
                End.of("API servers of " + remotes + within),
                gateway,
                String.valueOf(balancer.ports().webhook()),
                webhooks + when,
                about));
      }
    }
  }

  private String remotes(ClusterPlan primary, boolean first) {
    ControlPlanes controlPlanes = plan.topology().controlPlanes();
    List<Cluster> remotes =
        first
            ? controlPlanes.connecting(primary.cluster())
            : controlPlanes.standby(primary.cluster());
    return String.join(", ", remotes.stream().map(Cluster::name).toList());
  }

  /** From where each cloud asks whether a gateway is well, and whom. */
  private void addHealthCheck(ClusterPlan cluster, End gateways, About about, GatewayPlan gateway) {
    Platforms.loadBalancers(cluster.cluster())
        .healthCheck()
        .ifPresent(
            check ->
                add(
                    new MeshConnection(
                        End.of(check.from()),
                        new End(check.to(gateways.one()), check.to(gateways.each())),
                        check.port(GatewayPort.STATUS.number(), gateway.ports().status()),
                        check.why(),
                        about)));
  }

  private GatewayPlan gateway(String cluster) {
    return clusters.get(cluster).eastWest().orElseThrow();
  }

  private End gatewayOf(String cluster) {
    return new End(
        "the east-west gateway of " + addressed(cluster),
        "the east-west gateways of these clusters");
  }

  private About aboutGateway(String cluster) {
    return new About(Kind.GATEWAY, addressed(cluster));
  }

  /** A cluster with the addresses of its gateway, if it has any. */
  private String addressed(String cluster) {
    List<String> addresses = clusters.get(cluster).cluster().eastWest().addresses().all();
    return cluster + (addresses.isEmpty() ? "" : ", " + String.join(" or ", addresses));
  }

  private static String within(GatewayPlan gateway) {
    return gateway.sourceRanges().isEmpty()
        ? ""
        : ", within " + String.join(", ", gateway.sourceRanges());
  }

  private void add(String from, String to, String port, String why) {
    add(new MeshConnection(End.of(from), End.of(to), port, why, About.NEITHER));
  }

  private void add(MeshConnection each) {
    // Lists, for the reason that Span gives.
    if (said.add(List.of(each.from().one(), each.to().one(), each.port(), each.why()))) {
      connections.add(each);
    }
  }
}
