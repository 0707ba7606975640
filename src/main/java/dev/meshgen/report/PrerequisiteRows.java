package dev.meshgen.report;

import dev.meshgen.model.Cluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.platform.Platforms;
import dev.meshgen.platform.Prerequisites;
import dev.meshgen.platform.Provider;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.topology.ControlPlanes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be there before the first sync, by the platforms of the clusters. */
final class PrerequisiteRows {
  private static final int MOST_NAMES = 5;

  private PrerequisiteRows() {}

  /**
   * Clusters that need the same.
   *
   * @param on their platform, and whose load balancers they have
   */
  record Row(String on, String clusters, List<VerbatimText> needs) {}

  static List<Row> of(MeshPlan plan) {
    // By what clusters are on, and what they need. Lists, for the reason that Span gives.
    Map<List<List<String>>, List<String>> clusters = new LinkedHashMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      List<String> needs = needs(plan, cluster);
      if (!needs.isEmpty()) {
        clusters
            .computeIfAbsent(
                List.of(List.of(on(cluster.cluster())), needs), key -> new ArrayList<>())
            .add(cluster.name());
      }
    }
    List<Row> rows = new ArrayList<>();
    clusters.forEach((key, names) -> rows.add(row(key.get(0).get(0), key.get(1), names)));
    return rows;
  }

  private static Row row(String on, List<String> needs, List<String> names) {
    return new Row(
        on,
        names.size() > MOST_NAMES ? names.size() + " clusters" : String.join(", ", names),
        needs.stream().map(VerbatimText::new).toList());
  }

  private static String on(Cluster cluster) {
    String title = Platforms.of(cluster).title();
    return Platforms.provider(cluster)
        .map(Provider::title)
        .map(balancers -> title + " with load balancers of " + balancers)
        .orElse(title);
  }

  private static List<String> needs(MeshPlan plan, ClusterPlan planned) {
    Cluster cluster = planned.cluster();
    Prerequisites all = Prerequisites.of(Platforms.of(cluster), Platforms.loadBalancers(cluster));
    boolean gateway = plan.topology().gateways().hasLoadBalancer(cluster);
    List<String> needs = new ArrayList<>();
    if (gateway) {
      needs.addAll(all.loadBalancers());
    }
    if (ControlPlanes.isPrimary(cluster)) {
      needs.addAll(all.webhooks());
    }
    if (planned.hasAutoscalers()) {
      needs.addAll(all.autoscaling());
    }
    // The chapter on ambient says it for ambient clusters.
    if (planned.dataPlane().cni() && !cluster.isAmbient()) {
      needs.addAll(all.plugin());
    }
    return needs;
  }
}
