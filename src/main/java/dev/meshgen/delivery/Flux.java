package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;
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
  static final String RELEASES = "releases";
  private static final String ISTIOD = Layer.ISTIOD.id();

  private final Delivery.Flux delivery;

  Flux(Delivery.Flux delivery) {
    this.delivery = delivery;
  }

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
      files.addAll(FluxReleases.files(plan, cluster));
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
}
