package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Flux in every cluster: Kustomizations in {@code flux/<cluster>/}, HelmReleases and their
 * sources in the cluster's {@code releases/}.
 *
 * <p>The releases share one Kustomization, which waits for base and istiod only: HelmReleases order
 * themselves, and neither a gateway whose load balancer takes its time nor a node agent on a broken
 * node must hold up anything.
 */
final class Flux implements Engine {
  private static final String RELEASES = "releases";
  private static final String ISTIOD = Layer.ISTIOD.id();

  private final Delivery.Flux delivery;

  Flux(Delivery.Flux delivery) {
    this.delivery = delivery;
  }

  /** A template's view: a list of files. */
  record ResourcesView(List<String> resources) {}

  /** A template's view: a Flux Kustomization. */
  record LayerView(
      String name,
      String fluxNamespace,
      String path,
      boolean waits,
      String sourceKind,
      String sourceName,
      boolean dependent,
      List<String> dependsOn,
      Optional<String> decryptionSecret,
      boolean checked,
      List<HealthCheck> healthChecks,
      Optional<Operated> operated) {}

  /** How a resource of an operator is known to be current. */
  record Operated(String kind, String current) {}

  /** A HelmRelease that a Kustomization waits for. */
  record HealthCheck(String name, String namespace) {}

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

  @Override
  public boolean readsThroughKsops() {
    return false;
  }

  @Override
  public List<FileView> meshFiles(MeshPlan plan) {
    return List.of();
  }

  @Override
  public List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster) {
    List<FileView> files = new ArrayList<>();
    addLayers(plan, cluster, files);
    if (!cluster.releases().isEmpty()) {
      addValues(plan, cluster, files);
      addReleases(plan, cluster, files);
    }
    return files;
  }

  private void addLayers(MeshPlan plan, ClusterPlan cluster, List<FileView> files) {
    String folder = "flux/" + cluster.name() + "/";
    String own = cluster.folder();
    List<FileView> layers = new ArrayList<>();
    layers.add(layer(folder, "namespaces", own + "namespaces", List.of(), false));
    if (cluster.layers().contains(Layer.TRUST)) {
      layers.add(layer(folder, "trust", own + "trust", List.of("namespaces"), true));
    }
    cluster
        .sail()
        .ifPresent(
            sail ->
                layers.addAll(
                    new FluxOperated(delivery, cluster, folder)
                        .layers(sail, beforeIstio(cluster))));
    if (!cluster.releases().isEmpty()) {
      layers.add(releases(plan, cluster, folder));
    }
    // Accounts and kinds come with the base chart; where an external istiod runs, all is there.
    String before = cluster.hosting().isPresent() ? "namespaces" : RELEASES;
    List<String> installed = List.of(cluster.sail().isPresent() ? ISTIOD : before);
    if (cluster.layers().contains(Layer.ACCESS)) {
      layers.add(layer(folder, "access", own + "access", installed, false));
    }
    if (cluster.eastWest().filter(GatewayPlan::isObject).isPresent()) {
      layers.add(layer(folder, "eastwest", own + "eastwest", installed, false));
    }
    if (cluster.layers().contains(Layer.CONFIG)) {
      layers.add(layer(folder, "config", own + "config", installed, false));
    }
    if (cluster.layers().contains(Layer.DISCOVERY)) {
      String bases = cluster.bases().size() == 1 ? cluster.bases().get(0) : own + "discovery";
      layers.add(layer(folder, "discovery", bases, List.of("namespaces"), true));
    }
    List<String> resources = new ArrayList<>();
    layers.forEach(file -> resources.add(file.path().substring(folder.length())));
    files.add(
        new FileView(
            folder + "kustomization.yaml",
            "flux/kustomization.yaml",
            new ResourcesView(resources)));
    files.addAll(layers);
  }

  private FileView layer(
      String folder, String id, String path, List<String> dependsOn, boolean sealed) {
    return new FileView(
        folder + id + ".yaml",
        "flux/layer.yaml",
        new LayerView(
            "mesh-" + id,
            delivery.namespace(),
            "./" + delivery.within(path),
            true,
            delivery.sourceKind(),
            delivery.sourceName(),
            !dependsOn.isEmpty(),
            dependsOn.stream().map(name -> "mesh-" + name).toList(),
            sealed ? Optional.of(delivery.decryptionSecret()) : Optional.empty(),
            false,
            List.of(),
            Optional.empty()));
  }

  private FileView releases(MeshPlan plan, ClusterPlan cluster, String folder) {
    List<HealthCheck> checks = new ArrayList<>();
    for (Release release : cluster.releases()) {
      if (release.layer() == Layer.BASE || release.layer() == Layer.ISTIOD) {
        checks.add(new HealthCheck(release.name(), plan.mesh().istioNamespace()));
      }
    }
    return new FileView(
        folder + RELEASES + ".yaml",
        "flux/layer.yaml",
        new LayerView(
            "mesh-" + RELEASES,
            delivery.namespace(),
            "./" + delivery.within(cluster.folder() + RELEASES),
            false,
            delivery.sourceKind(),
            delivery.sourceName(),
            true,
            List.of("mesh-" + cluster.sail().map(FluxOperated::last).orElse(beforeIstio(cluster))),
            Optional.empty(),
            !checks.isEmpty(),
            checks,
            Optional.empty()));
  }

  private static String beforeIstio(ClusterPlan cluster) {
    return (cluster.layers().contains(Layer.TRUST) ? Layer.TRUST : Layer.NAMESPACES).id();
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
    String folder = cluster.folder() + RELEASES + "/";
    String namespace = plan.mesh().istioNamespace();
    IstioSettings istio = cluster.cluster().istio();
    String charts = istio.charts();
    boolean oci = charts.startsWith("oci://");
    List<String> resources = new ArrayList<>();
    if (!oci) {
      resources.add("helm-repository.yaml");
      files.add(
          new FileView(
              folder + "helm-repository.yaml",
              "cluster/releases/helm-repository.yaml",
              new RepositoryView(
                  namespace, charts, istio.chartsSecret(), istio.chartsCertSecret())));
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
    String charts = cluster.cluster().istio().charts();
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
        cluster.cluster().istio().chartsSecret(),
        cluster.cluster().istio().chartsCertSecret(),
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
