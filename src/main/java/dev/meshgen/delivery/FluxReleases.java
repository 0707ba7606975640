package dev.meshgen.delivery;

import dev.meshgen.model.IstioSettings;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HelmReleases of a cluster, where their charts come from, and their values. */
final class FluxReleases {
  private FluxReleases() {}

  /** A template's view: generated ConfigMaps. */
  record ValuesView(List<ConfigMap> configMaps) {}

  /** The values of one release. */
  record ConfigMap(String name, String namespace, List<String> files) {}

  /** A template's view: a Helm repository. */
  record RepositoryView(
      String namespace, String url, Optional<String> secretRef, Optional<String> certSecretRef) {}

  /** A template's view: a HelmRelease, and its chart when that is an OCI artifact. */
  record ReleaseView(
      boolean oci,
      String name,
      String namespace,
      Optional<String> targetNamespace,
      String url,
      Optional<String> secretRef,
      Optional<String> certSecretRef,
      String version,
      Optional<String> chartRef,
      Optional<Chart> chart,
      Optional<Dependency> dependsOn,
      boolean ignoresFailurePolicy,
      List<ValuesKey> valuesFrom) {}

  /** A chart in a Helm repository. */
  record Chart(String chart, String version) {}

  /** An entry of a ConfigMap with values. */
  record ValuesKey(String name, String key) {}

  static List<FileView> files(MeshPlan plan, ClusterPlan cluster) {
    List<FileView> files = new ArrayList<>();
    addValues(plan, cluster, files);
    addReleases(plan, cluster, files);
    return files;
  }

  private static void addValues(MeshPlan plan, ClusterPlan cluster, List<FileView> files) {
    List<ConfigMap> configMaps = new ArrayList<>();
    for (Release release : cluster.releases()) {
      List<String> entries = new ArrayList<>();
      entries.add("values.yaml=" + fileName(release.valuesFile()));
      if (release.overrides().isPresent()) {
        entries.add("overrides.yaml=" + fileName(release.overridesFile()));
      }
      configMaps.add(
          new ConfigMap(release.name() + "-values", plan.mesh().istioNamespace(), entries));
    }
    files.add(
        new FileView(
            cluster.folder() + "values/kustomization.yaml",
            "cluster/values/kustomization.yaml",
            new ValuesView(configMaps)));
  }

  private static void addReleases(MeshPlan plan, ClusterPlan cluster, List<FileView> files) {
    String folder = cluster.folder() + Flux.RELEASES + "/";
    String namespace = plan.mesh().istioNamespace();
    IstioSettings istio = cluster.cluster().istio();
    String charts = istio.charts().location();
    boolean oci = charts.startsWith("oci://");
    List<String> resources = new ArrayList<>();
    if (!oci) {
      resources.add("helm-repository.yaml");
      files.add(
          new FileView(
              folder + "helm-repository.yaml",
              "cluster/releases/helm-repository.yaml",
              new RepositoryView(
                  namespace, charts, istio.charts().secret(), istio.charts().certSecret())));
    }
    Optional<Release> previous = Optional.empty();
    for (Release release : cluster.releases()) {
      resources.add(release.key() + ".yaml");
      files.add(
          new FileView(
              folder + release.key() + ".yaml",
              "cluster/releases/release.yaml",
              release(cluster, release, namespace, previous)));
      // Of several istiods the rest waits for the one that serves it.
      if (release.layer() != Layer.ISTIOD || cluster.isDefault(release)) {
        previous = Optional.of(release);
      }
    }
    files.add(
        new FileView(
            folder + "kustomization.yaml",
            "cluster/releases/kustomization.yaml",
            new ResourcesView(resources)));
  }

  private static ReleaseView release(
      ClusterPlan cluster, Release release, String namespace, Optional<Release> previous) {
    String charts = cluster.cluster().istio().charts().location();
    boolean oci = charts.startsWith("oci://");
    String configMap = release.name() + "-values";
    List<ValuesKey> values = new ArrayList<>();
    values.add(new ValuesKey(configMap, "values.yaml"));
    if (release.overrides().isPresent()) {
      values.add(new ValuesKey(configMap, "overrides.yaml"));
    }
    return new ReleaseView(
        oci,
        release.name(),
        namespace,
        release.namespace().equals(namespace) ? Optional.empty() : Optional.of(release.namespace()),
        charts + "/" + release.chart(),
        cluster.cluster().istio().charts().secret(),
        cluster.cluster().istio().charts().certSecret(),
        release.version(),
        oci ? Optional.of(release.name()) : Optional.empty(),
        oci ? Optional.empty() : Optional.of(new Chart(release.chart(), release.version())),
        previous.map(Dependency::on),
        cluster.switchesToFail(release),
        values);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
