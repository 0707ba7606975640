package dev.meshgen.report;

import dev.meshgen.istio.SailResource;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the generated README says of clusters under the Sail Operator. */
final class SailReadme {
  private SailReadme() {}

  /** A template's view: clusters that the Sail Operator installs Istio in. */
  record View(String clusters, String versions, boolean agents) {}

  static Optional<View> of(MeshPlan plan) {
    List<String> clusters = new ArrayList<>();
    Set<String> versions = new TreeSet<>();
    Set<SailResource> kinds = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.sail().isPresent()) {
        clusters.add(cluster.name());
        cluster.sail().get().resources().forEach(each -> versions.add(each.version()));
        kinds.addAll(cluster.sail().get().kinds());
      }
    }
    return clusters.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new View(
                String.join(", ", clusters),
                String.join(", ", versions),
                kinds.contains(SailResource.CNI)));
  }
}
