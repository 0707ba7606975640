package dev.meshgen.delivery.argocd;

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
  private final MeshPlan plan;

  ArgoCdReadme(ArgoCdSettings settings, MeshPlan plan) {
    this.settings = settings;
    this.plan = plan;
  }

  /** A template's view: the chapter. */
  record ChapterView(
      String minimum,
      String namespace,
      String destinations,
      String prerequisites,
      IdentitiesView identities,
      List<String> charts,
      String rootPath,
      boolean remotes) {}

  /** A template's view: the repository Secrets that charts are read with. */
  record RegistriesView(List<Repository> repositories) {}

  /** A repository Secret. */
  record Repository(String secret, String namespace, String url, boolean oci) {}

  EngineReadme passages(IdentitiesView identities) {
    return new EngineReadme(
        new Passage(
            "argocd/README.md",
            new ChapterView(
                ArgoCd.MINIMUM,
                settings.namespace(),
                destinations(),
                settings.within(ArgoCdPrerequisites.FOLDER),
                identities,
                charts(),
                settings.within(ArgoCd.ROOT),
                findsIstiodByEndpointSlices())),
        registries());
  }

  /** What gives Argo CD a repository Secret for each place that charts come from. */
  private List<String> charts() {
    Set<String> addresses = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      boolean oci = ChartRepository.isOci(cluster.cluster());
      addresses.add(
          "argocd repo add "
              + ChartRepository.of(cluster.cluster())
              + " --type helm --name istio"
              + (oci ? " --enable-oci" : ""));
    }
    return List.copyOf(addresses);
  }

  private String destinations() {
    StringJoiner names = new StringJoiner(", ");
    for (ClusterPlan cluster : plan.clusters()) {
      names.add(ArgoCdSettings.destination(cluster.cluster()));
    }
    return names.toString();
  }

  private boolean findsIstiodByEndpointSlices() {
    return plan.clusters().stream()
        .filter(cluster -> cluster.sail().isEmpty())
        .flatMap(cluster -> cluster.remoteOf().stream())
        .anyMatch(remote -> remote.pilotAddress().isPresent());
  }

  private Optional<Passage> registries() {
    List<Repository> repositories = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
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
