package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.NetworkPlan;
import java.util.ArrayList;
import java.util.List;

/** Which connections the mesh needs between clusters. */
final class Firewall {
  private final MeshPlan plan;
  private final List<Row> rows = new ArrayList<>();

  Firewall(MeshPlan plan) {
    this.plan = plan;
  }

  /** One kind of connection. */
  record Row(String from, String to, String port, String why) {}

  List<Row> rows() {
    add(readers(), "the API server of every other cluster", "443 or 6443", "endpoint discovery");
    plan.networks().forEach(this::addNetwork);
    for (ClusterPlan cluster : plan.clusters()) {
      cluster.hosting().ifPresent(hosting -> addHosted(cluster, hosting));
    }
    plan.clusters().stream().filter(ClusterPlan::exposesIstiod).forEach(this::addIstiod);
    return rows;
  }

  private String readers() {
    boolean remotes = false;
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.hosting().isPresent()) {
        return "istiod in " + cluster.name();
      }
      remotes |= cluster.remoteOf().isPresent();
    }
    return remotes ? "istiod of every primary" : "istiod of every cluster";
  }

  private void addHosted(ClusterPlan external, HostingPlan hosting) {
    String gateway =
        "the " + HostingPlan.GATEWAY + " of " + external.name() + ", at " + hosting.host();
    addIstiod(external, gateway, "injection and validation webhooks");
    addHealthCheck(gateway);
  }

  private void addNetwork(NetworkPlan network) {
    if (network.clusters().size() > 1) {
      add(
          "pods of network " + network.name(),
          "pods of network " + network.name(),
          "all",
          "clusters of one network reach each other's pods directly");
    }
    if (!network.gateways().isEmpty() && plan.networks().size() > 1) {
      String gateways = "the east-west gateways of network " + network.name();
      add(
          "pods of every other network",
          gateways,
          String.valueOf(GatewayPlan.PORT),
          "traffic between networks, mutual TLS");
      addHealthCheck(gateways);
    }
  }

  private void addIstiod(ClusterPlan primary) {
    String gateway = "the east-west gateway of " + primary.name();
    addIstiod(primary, gateway, "injection webhook");
    if (plan.networks().size() == 1) {
      addHealthCheck(gateway);
    }
  }

  private void addIstiod(ClusterPlan primary, String gateway, String webhooks) {
    String remotes =
        String.join(
            ", ",
            plan.clusters().stream()
                .filter(cluster -> cluster.remoteOf().isPresent())
                .filter(cluster -> cluster.remoteOf().get().primaries().contains(primary.name()))
                .map(ClusterPlan::name)
                .toList());
    add("proxies of " + remotes, gateway, "15012", "configuration and certificates");
    add("API servers of " + remotes, gateway, "15017", webhooks);
  }

  private void addHealthCheck(String gateways) {
    add("the cloud's load balancer", gateways, "15021", "health check");
  }

  private void add(String from, String to, String port, String why) {
    rows.add(new Row(from, to, port, why));
  }
}
