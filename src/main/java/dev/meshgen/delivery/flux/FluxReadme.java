package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.Passage;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Flux needs, for the generated README. */
final class FluxReadme {
  private final FluxSettings settings;
  private final MeshPlan plan;

  FluxReadme(FluxSettings settings, MeshPlan plan) {
    this.settings = settings;
    this.plan = plan;
  }

  /** A template's view: the chapter. */
  record ChapterView(
      FluxSettings.Source source,
      String namespace,
      String secret,
      IdentitiesView identities,
      String path) {}

  /** A template's view: the Secrets that charts are read with. */
  record RegistriesView(Optional<Secrets> charts, Optional<Secrets> certificates) {}

  /** Secrets of one namespace. */
  record Secrets(String names, String namespace) {}

  EngineReadme passages(IdentitiesView identities) {
    return new EngineReadme(
        new Passage(
            "flux/README.md",
            new ChapterView(
                settings.source(),
                settings.namespace(),
                settings.decryptionSecret(),
                identities,
                settings.folder(Layout.in(Kustomizations.CLUSTERS, "CLUSTER")))),
        registries());
  }

  private Optional<Passage> registries() {
    Set<String> charts = new TreeSet<>();
    Set<String> certificates = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      IstioSettings istio = cluster.cluster().istio();
      istio.charts().secret().ifPresent(charts::add);
      istio.charts().certSecret().ifPresent(certificates::add);
    }
    return charts.isEmpty() && certificates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Passage(
                "flux/registries.md", new RegistriesView(secrets(charts), secrets(certificates))));
  }

  private Optional<Secrets> secrets(Set<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new Secrets(String.join(", ", names), plan.mesh().istioNamespace()));
  }
}
