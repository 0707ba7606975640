package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.Passage;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Flux needs, for the generated README. */
final class FluxReadme {
  private final FluxSettings settings;
  private final MeshPlan plan;
  private final List<ClusterPlan> clusters;

  FluxReadme(FluxSettings settings, MeshPlan plan, List<ClusterPlan> clusters) {
    this.settings = settings;
    this.plan = plan;
    this.clusters = clusters;
  }

  /**
   * A template's view: the chapter.
   *
   * @param sealed what Flux has to open; empty if nothing that it applies is sealed
   */
  record ChapterView(
      Optional<String> only,
      FluxSettings.Source source,
      String namespace,
      String secret,
      IdentitiesView identities,
      Optional<Sealed> sealed,
      String path,
      Optional<Account> account) {}

  /**
   * Sealed files.
   *
   * @param own keys of the cluster
   * @param discovery credentials, of which there may be none yet
   * @param groups how many groups of recipients it takes to open one, if more than one
   */
  record Sealed(boolean own, boolean discovery, Optional<Integer> groups) {}

  /**
   * The accounts that Flux applies as.
   *
   * @param everywhere the one that all clusters have, if so
   */
  record Account(String names, Optional<String> everywhere, String namespaces) {}

  /** A template's view: the Secrets that charts are read with. */
  record RegistriesView(Optional<Secrets> charts, Optional<Secrets> certificates) {}

  /** Secrets of one namespace. */
  record Secrets(String names, String namespace) {}

  EngineReadme passages(IdentitiesView identities) {
    return new EngineReadme(
        new Passage(
            "flux/README.md",
            new ChapterView(
                only(),
                settings.source(),
                settings.namespace(),
                settings.decryptionSecret(),
                identities,
                identities.opens() ? sealed() : Optional.empty(),
                settings.folder(Layout.in(Kustomizations.CLUSTERS, "CLUSTER")),
                account())),
        registries());
  }

  private Optional<Sealed> sealed() {
    boolean own = clusters.stream().anyMatch(cluster -> cluster.cacerts().isPresent());
    boolean discovery = plan.mesh().takesCredentials();
    return own || discovery ? Optional.of(new Sealed(own, discovery, groups())) : Optional.empty();
  }

  private Optional<Integer> groups() {
    return clusters.stream()
        .flatMap(cluster -> cluster.cluster().recipients().stream())
        .map(recipient -> recipient.value().share().needed())
        .filter(needed -> needed > 1)
        .max(Integer::compare);
  }

  /** The clusters with a Flux, where others have another engine. */
  private Optional<String> only() {
    return clusters.size() == plan.clusters().size()
        ? Optional.empty()
        : Optional.of(String.join(", ", clusters.stream().map(ClusterPlan::name).toList()));
  }

  private Optional<Account> account() {
    Set<String> names = new TreeSet<>();
    Set<String> namespaces = new TreeSet<>();
    for (ClusterPlan cluster : clusters) {
      FluxSettings own = FluxSettings.of(cluster.cluster());
      if (own.access().serviceAccount().isPresent()) {
        names.add(own.access().serviceAccount().get());
        namespaces.add(own.namespace());
        namespaces.add(plan.mesh().istioNamespace());
      }
    }
    boolean alike =
        clusters.stream()
            .map(cluster -> FluxSettings.of(cluster.cluster()).access().serviceAccount())
            .allMatch(Optional::isPresent);
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Account(
                String.join(", ", names),
                names.stream().findFirst().filter(name -> alike && names.size() == 1),
                String.join(", ", namespaces)));
  }

  private Optional<Passage> registries() {
    Set<String> charts = new TreeSet<>();
    Set<String> certificates = new TreeSet<>();
    for (ClusterPlan cluster : clusters) {
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
