package dev.meshgen.report;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.List;
import java.util.stream.Collectors;

/** The table of clusters. */
final class ClusterRows {
  private final MeshPlan plan;
  private final SecretFacts facts;

  ClusterRows(MeshPlan plan, SecretFacts facts) {
    this.plan = plan;
    this.facts = facts;
  }

  /** A row of the table. */
  record Row(
      String name,
      Place place,
      String istio,
      String controlPlane,
      String gateway,
      String discoverable) {}

  /** Where a cluster is. */
  record Place(String platform, String region, String network) {}

  List<Row> rows() {
    return plan.clusters().stream().map(this::row).toList();
  }

  private Row row(ClusterPlan planned) {
    Cluster cluster = planned.cluster();
    return new Row(
        cluster.name(),
        new Place(
            cluster.platform().id(),
            cluster.identity().region().orElse(""),
            planned.hosting().isPresent() ? "none" : cluster.network()),
        cluster.istio().controlPlanes().stream()
            .map(ClusterRows::control)
            .collect(Collectors.joining(", ")),
        role(planned),
        planned.eastWest().isEmpty() ? "none" : gateway(cluster),
        discoverable(planned));
  }

  private String discoverable(ClusterPlan cluster) {
    if (!cluster.isListed()) {
      return "no, " + cluster.cluster().state().id();
    }
    if (!plan.isDiscovered(cluster)) {
      return "needs none";
    }
    return facts.isDiscoverable(cluster) ? "yes" : "not yet";
  }

  private static String control(Revision control) {
    return control.name().isEmpty()
        ? control.version()
        : control.version() + " (" + control.name() + ")";
  }

  private static String role(ClusterPlan cluster) {
    if (cluster.hosting().isPresent()) {
      return "external";
    }
    String config = cluster.isConfigCluster() ? ", its config cluster" : "";
    return cluster
        .remoteOf()
        .map(remote -> "remote of " + String.join(", ", remote.primaries()) + config)
        .orElse("primary");
  }

  private String gateway(Cluster cluster) {
    String exposure = plan.topology().gateways().reach(cluster).words();
    StringBuilder text = new StringBuilder(exposure);
    cluster.eastWest().address().ifPresent(at -> text.append(", ").append(at));
    cluster
        .eastWest()
        .addresses()
        .perNetwork()
        .forEach((network, at) -> text.append(", ").append(at).append(" from ").append(network));
    return text.toString();
  }
}
