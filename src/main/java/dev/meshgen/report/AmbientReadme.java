package dev.meshgen.report;

import dev.meshgen.plan.AmbientPlan;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.platform.Platform;
import dev.meshgen.platform.Platforms;
import dev.meshgen.render.VerbatimText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the generated README says of a mesh with ambient clusters. */
final class AmbientReadme {
  private AmbientReadme() {}

  /**
   * A template's view: the section.
   *
   * @param multiNetwork set when ambient workloads reach other networks
   * @param notes on platforms, of any: the next cluster may be on another one
   * @param mixed whether clusters of sidecars take part, too
   */
  record View(
      List<Row> clusters,
      List<VerbatimText> notes,
      Optional<GlobalView> multiNetwork,
      boolean mixed) {}

  /** A cluster, and the Gateway API that it needs. */
  record Row(String name, String gatewayApi) {}

  /** How Services become global: what to write below {@code metadata.labels}. */
  record GlobalView(List<VerbatimText> labels) {}

  /** Empty when no cluster is ambient. */
  static Optional<View> of(MeshPlan plan) {
    List<Row> rows = new ArrayList<>();
    Optional<GlobalView> multiNetwork = Optional.empty();
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<AmbientPlan> ambient = cluster.dataPlane().ambient();
      if (ambient.isPresent()) {
        rows.add(new Row(cluster.name(), ambient.get().gatewayApi()));
        if (ambient.get().multiNetwork()) {
          multiNetwork = Optional.of(global(ambient.get()));
        }
      }
    }
    boolean mixed = !plan.topology().dataPlanes().sidecars().isEmpty();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new View(rows, notes(), multiNetwork, mixed));
  }

  private static List<VerbatimText> notes() {
    List<VerbatimText> notes = new ArrayList<>();
    for (Platform platform : Platforms.all()) {
      List<String> lines = platform.ambientNote();
      if (!lines.isEmpty()) {
        notes.add(new VerbatimText(String.join("\n  ", lines)));
      }
    }
    return notes;
  }

  private static GlobalView global(AmbientPlan ambient) {
    List<VerbatimText> labels = new ArrayList<>();
    ambient
        .globalServices()
        .forEach(
            (key, value) -> labels.add(new VerbatimText("    " + key + ": \"" + value + "\"")));
    return new GlobalView(labels);
  }
}
