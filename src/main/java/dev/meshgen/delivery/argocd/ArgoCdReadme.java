package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.Passage;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** What Argo CD needs, for the generated README. */
final class ArgoCdReadme {
  private final ArgoCdSettings settings;
  private final List<ClusterPlan> clusters;
  private final String title;
  private final boolean own;

  ArgoCdReadme(ArgoCdSettings settings, MeshPlan plan, Engine engine) {
    this.settings = settings;
    this.clusters = engine.delivered(plan);
    this.title = engine.name();
    this.own = !engine.opensEveryCluster();
  }

  /** A template's view: the chapter. */
  record ChapterView(
      String title,
      Optional<Hub> hub,
      Optional<Own> own,
      Setup setup,
      IdentitiesView identities,
      Optional<String> existingProject,
      boolean remotes) {}

  /**
   * What people set up.
   *
   * @param context of kubectl
   * @param charts the commands that tell Argo CD where charts come from
   * @param autoscaled whether there are autoscalers that may have no metrics
   */
  record Setup(
      String minimum,
      String context,
      String namespace,
      String prerequisites,
      List<String> charts,
      boolean autoscaled) {}

  /**
   * One that drives clusters, by their names there.
   *
   * @param opens whether it opens what is sealed for them
   */
  record Hub(String destinations, String rootPath, boolean opens) {}

  /** Those of clusters themselves. */
  record Own(String clusters, String rootPath) {}

  /** A template's view: the repository Secrets that charts are read with. */
  record RegistriesView(List<Repository> repositories) {}

  /** A repository Secret. */
  record Repository(String secret, String namespace, String url, boolean oci) {}

  EngineReadme passages(IdentitiesView identities) {
    return new EngineReadme(
        new Passage(
            "argocd/README.md",
            new ChapterView(
                title,
                own ? Optional.empty() : Optional.of(hub(identities)),
                own ? Optional.of(own()) : Optional.empty(),
                new Setup(
                    ArgoCd.MINIMUM,
                    own ? "CLUSTER" : "HUB",
                    settings.namespace(),
                    settings.within(ArgoCdPrerequisites.FOLDER),
                    charts(),
                    clusters.stream().anyMatch(ArgoCdPrerequisites::needsMetrics)),
                identities,
                settings.project().exists()
                    ? Optional.of(settings.project().name())
                    : Optional.empty(),
                findsIstiodByEndpointSlices())),
        registries());
  }

  /** What gives Argo CD a repository Secret for each place that charts come from. */
  private List<String> charts() {
    Set<String> addresses = new TreeSet<>();
    for (ClusterPlan cluster : clusters) {
      boolean oci = ChartRepository.isOci(cluster.cluster());
      addresses.add(
          "argocd repo add "
              + ChartRepository.of(cluster.cluster())
              + " --type helm --name istio"
              + (oci ? " --enable-oci" : ""));
    }
    return List.copyOf(addresses);
  }

  private Hub hub(IdentitiesView identities) {
    StringJoiner names = new StringJoiner(", ");
    for (ClusterPlan cluster : clusters) {
      names.add(ArgoCdSettings.destination(cluster.cluster()).text());
    }
    return new Hub(names.toString(), settings.within(ArgoCd.ROOT), identities.opens());
  }

  private Own own() {
    return new Own(
        String.join(", ", clusters.stream().map(ClusterPlan::name).toList()),
        settings.within(OwnArgoCd.root("CLUSTER")));
  }

  private boolean findsIstiodByEndpointSlices() {
    return clusters.stream()
        .filter(cluster -> cluster.sail().isEmpty())
        .flatMap(cluster -> cluster.remoteOf().stream())
        .anyMatch(remote -> remote.pilotAddress().isPresent());
  }

  private Optional<Passage> registries() {
    List<Repository> repositories = new ArrayList<>();
    for (ClusterPlan cluster : clusters) {
      IstioSettings istio = cluster.cluster().istio();
      if (istio.charts().secret().isPresent()) {
        Repository repository =
            new Repository(
                istio.charts().secret().get(),
                settings.namespace(),
                ChartRepository.of(cluster.cluster()),
                ChartRepository.isOci(cluster.cluster()));
        if (!repositories.contains(repository)) {
          repositories.add(repository);
        }
      }
    }
    return repositories.isEmpty()
        ? Optional.empty()
        : Optional.of(new Passage("argocd/registries.md", new RegistriesView(repositories)));
  }
}
