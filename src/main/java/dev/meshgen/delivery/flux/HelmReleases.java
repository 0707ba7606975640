package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.ResourcesView;
import dev.meshgen.delivery.flux.ReleaseView.Access;
import dev.meshgen.delivery.flux.ReleaseView.Chart;
import dev.meshgen.delivery.flux.ReleaseView.Name;
import dev.meshgen.delivery.flux.ReleaseView.OciChart;
import dev.meshgen.delivery.flux.ReleaseView.ValuesKey;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.WebhookDrift;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HelmReleases of a cluster, where their charts come from, and their values. */
final class HelmReleases {
  private static final String TEMPLATES = "flux/releases/";

  private final ClusterPlan cluster;
  private final String namespace;
  private final String charts;
  private final Access access;
  private final Optional<String> serviceAccount;

  HelmReleases(FluxSettings settings, ClusterPlan cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    IstioSettings istio = cluster.cluster().istio();
    this.charts = istio.charts().location();
    this.serviceAccount = settings.access().serviceAccount();
    this.access =
        new Access(
            istio.charts().secret(),
            istio.charts().certSecret(),
            ChartsProvider.of(istio.charts(), settings.access().chartsProvider()));
  }

  /** A template's view: generated ConfigMaps. */
  record ValuesView(List<ConfigMap> configMaps) {}

  /** The values of one release. */
  record ConfigMap(String name, String namespace, List<String> files) {}

  /** A template's view: a Helm repository. */
  record RepositoryView(String namespace, String url, Access access) {}

  List<FileView> files() {
    List<FileView> files = new ArrayList<>();
    files.add(values());
    addReleases(files);
    return files;
  }

  private FileView values() {
    List<ConfigMap> configMaps = new ArrayList<>();
    for (Release release : cluster.releases()) {
      List<String> entries = new ArrayList<>();
      entries.add("values.yaml=" + Layout.nameOf(cluster.layout().values(release.key())));
      if (release.overrides().isPresent()) {
        entries.add("overrides.yaml=" + Layout.nameOf(cluster.layout().overrides(release.key())));
      }
      configMaps.add(new ConfigMap(configMap(release), namespace, entries));
    }
    return new FileView(
        Layout.in(cluster.layout().values(), Layout.KUSTOMIZATION),
        "flux/values.yaml",
        new ValuesView(configMaps));
  }

  private void addReleases(List<FileView> files) {
    String folder = cluster.layout().layer(Kustomizations.RELEASES);
    List<String> resources = new ArrayList<>();
    if (!isOci()) {
      String name = "helm-repository.yaml";
      resources.add(name);
      files.add(
          new FileView(
              Layout.in(folder, name),
              TEMPLATES + name,
              new RepositoryView(namespace, charts, access)));
    }
    Optional<Release> previous = Optional.empty();
    for (Release release : cluster.releases()) {
      String name = release.key() + ".yaml";
      resources.add(name);
      files.add(
          new FileView(
              Layout.in(folder, name), TEMPLATES + "release.yaml", release(release, previous)));
      // Of several istiods the rest waits for the one that serves it.
      if (release.layer() != Layer.ISTIOD || cluster.isDefault(release)) {
        previous = Optional.of(release);
      }
    }
    files.add(
        new FileView(
            Layout.in(folder, Layout.KUSTOMIZATION),
            TEMPLATES + "kustomization.yaml",
            new ResourcesView(resources)));
  }

  private ReleaseView release(Release release, Optional<Release> previous) {
    return new ReleaseView(
        new Name(
            release.name(),
            namespace,
            release.namespace().equals(namespace)
                ? Optional.empty()
                : Optional.of(release.namespace()),
            serviceAccount),
        isOci() ? Optional.of(ociChart(release)) : Optional.empty(),
        isOci() ? Optional.empty() : Optional.of(new Chart(release.chart(), release.version())),
        previous.map(Dependency::on),
        Optional.of(cluster.drift(release)).filter(WebhookDrift::isAny),
        valuesFrom(release));
  }

  private OciChart ociChart(Release release) {
    String url = charts + "/" + release.chart();
    return new OciChart(release.name(), namespace, url, access, release.chartTag());
  }

  private static List<ValuesKey> valuesFrom(Release release) {
    List<ValuesKey> values = new ArrayList<>();
    values.add(new ValuesKey(configMap(release), "values.yaml"));
    if (release.overrides().isPresent()) {
      values.add(new ValuesKey(configMap(release), "overrides.yaml"));
    }
    return values;
  }

  private boolean isOci() {
    return cluster.cluster().istio().charts().areOci();
  }

  private static String configMap(Release release) {
    return release.name() + "-values";
  }
}
