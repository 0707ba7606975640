package dev.meshgen.report;

import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Secrets of private registries, which users create: for the generated README. */
final class RegistrySecrets {
  private final MeshPlan plan;

  RegistrySecrets(MeshPlan plan) {
    this.plan = plan;
  }

  /**
   * A template's view: what has to exist before images and charts can be pulled.
   *
   * @param charts what the engines read charts with
   */
  record View(Optional<Pull> pull, List<VerbatimText> charts) {}

  /** Secrets that images are pulled with, and where node agents are that lie elsewhere. */
  record Pull(String names, String namespace, List<Nodes> nodes) {}

  /** Clusters with node agents in one namespace, which is not Istio's own. */
  record Nodes(String clusters, String namespace) {}

  /** Empty when no cluster names any such Secret. */
  Optional<View> view(List<EngineReadme> engines) {
    Set<String> pull = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      cluster.cluster().istio().images().pullSecrets().forEach(secret -> pull.add(secret.value()));
    }
    List<VerbatimText> charts = Passages.written(engines, EngineReadme::registries);
    if (pull.isEmpty() && charts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new View(
            pull.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new Pull(String.join(", ", pull), plan.mesh().istioNamespace(), nodes())),
            charts));
  }

  private List<Nodes> nodes() {
    SortedMap<String, StringJoiner> elsewhere = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      String namespace = cluster.dataPlane().nodeNamespace();
      if (cluster.dataPlane().cni()
          && !cluster.cluster().istio().images().pullSecrets().isEmpty()
          && !namespace.equals(plan.mesh().istioNamespace())) {
        elsewhere.computeIfAbsent(namespace, at -> new StringJoiner(", ")).add(cluster.name());
      }
    }
    List<Nodes> nodes = new ArrayList<>();
    elsewhere.forEach((at, clusters) -> nodes.add(new Nodes(clusters.toString(), at)));
    return nodes;
  }
}
