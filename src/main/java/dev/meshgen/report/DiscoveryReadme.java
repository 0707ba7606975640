package dev.meshgen.report;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.DiscoveryBase;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the generated README says of who discovers whom, where groups decide. */
final class DiscoveryReadme {
  private DiscoveryReadme() {}

  /** A template's view: the table. */
  record View(List<Row> rows) {}

  /** Clusters whose istiod discovers the same, and what. */
  record Row(String clusters, String services) {}

  /** Empty where every cluster discovers every other, or none does. */
  static Optional<View> of(MeshPlan plan) {
    if (!plan.topology().discovery().isGrouped()) {
      return Optional.empty();
    }
    Set<String> hidden = new TreeSet<>();
    Map<String, List<ClusterPlan>> byBases = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (!cluster.isListed()) {
        hidden.add(cluster.name());
      }
      if (cluster.runsIstiod() && !cluster.bases().isEmpty()) {
        byBases
            .computeIfAbsent(String.join(" ", cluster.bases()), key -> new ArrayList<>())
            .add(cluster);
      }
    }
    List<Row> rows = new ArrayList<>();
    byBases.values().forEach(readers -> rows.add(row(plan, readers, hidden)));
    return Optional.of(new View(rows));
  }

  private static Row row(MeshPlan plan, List<ClusterPlan> readers, Set<String> hidden) {
    Set<String> read = new TreeSet<>();
    for (DiscoveryBase base : plan.bases()) {
      if (readers.get(0).bases().contains(base.folder())) {
        read.addAll(base.clusters());
      }
    }
    read.removeAll(hidden);
    return new Row(
        String.join(", ", readers.stream().map(ClusterPlan::name).toList()),
        String.join(", ", read));
  }
}
