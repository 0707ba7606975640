package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.ResourcesView;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.Release;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * The Kustomizations of one cluster's layers.
 *
 * <p>The releases share one, which waits for base and istiod only: HelmReleases order themselves,
 * and neither a gateway whose load balancer takes its time nor a node agent on a broken node must
 * hold up anything.
 */
final class Kustomizations {
  /** Where each cluster has a folder of them. */
  static final String CLUSTERS = Layout.engine(FluxSettings.KEY);

  static final String RELEASES = ClusterLayout.RELEASES;
  private static final String NAMESPACES = Layer.NAMESPACES.id();

  private final FluxSettings settings;
  private final ClusterPlan cluster;
  private final List<LayerView> layers = new ArrayList<>();

  Kustomizations(FluxSettings settings, ClusterPlan cluster) {
    this.settings = settings;
    this.cluster = cluster;
  }

  List<FileView> files(Mesh mesh) {
    addBeforeIstio();
    cluster
        .sail()
        .ifPresent(sail -> layers.addAll(new OperatedLayers(settings, cluster).of(sail, before())));
    if (!cluster.releases().isEmpty()) {
      layers.add(releases(mesh.istioNamespace()));
    }
    addAfterIstio();
    String folder = Layout.in(CLUSTERS, cluster.name());
    List<FileView> files = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    for (LayerView layer : layers) {
      FileView file = layer.in(folder, mesh.name(), cluster.name());
      files.add(file);
      resources.add(Layout.nameOf(file.path()));
    }
    files.add(
        0,
        new FileView(
            Layout.in(folder, Layout.KUSTOMIZATION),
            "flux/kustomization.yaml",
            new ResourcesView(resources)));
    return files;
  }

  private void addBeforeIstio() {
    layers.add(layer(Layer.NAMESPACES, List.of()));
    if (cluster.layers().contains(Layer.TRUST)) {
      LayerView trust = layer(Layer.TRUST, List.of(NAMESPACES));
      layers.add(
          cluster.cacerts().isPresent() ? trust.opening(settings.decryptionSecret()) : trust);
    }
  }

  private void addAfterIstio() {
    // Accounts and kinds come with the base chart; where an external istiod runs, all is there.
    String before = cluster.hosting().isPresent() ? NAMESPACES : RELEASES;
    List<String> installed = List.of(cluster.sail().isPresent() ? Layer.ISTIOD.id() : before);
    if (cluster.layers().contains(Layer.ACCESS)) {
      layers.add(layer(Layer.ACCESS, installed));
    }
    if (cluster.eastWest().filter(GatewayPlan::isObject).isPresent()) {
      layers.add(layer(Layer.EASTWEST, installed));
    }
    if (cluster.layers().contains(Layer.CONFIG)) {
      layers.add(layer(Layer.CONFIG, installed));
    }
    if (cluster.layers().contains(Layer.DISCOVERY)) {
      layers.add(discovery());
    }
  }

  private LayerView layer(Layer layer, List<String> after) {
    return LayerView.of(settings, layer.id(), cluster.layout().layer(layer.id()), after);
  }

  private LayerView discovery() {
    String id = Layer.DISCOVERY.id();
    List<String> bases = cluster.builtBases();
    String path = bases.size() == 1 ? bases.get(0) : cluster.layout().layer(id);
    return LayerView.of(settings, id, path, List.of(NAMESPACES))
        .opening(settings.decryptionSecret());
  }

  private LayerView releases(String istioNamespace) {
    List<LayerView.HealthCheck> checks = new ArrayList<>();
    for (Release release : cluster.releases()) {
      if (release.layer() == Layer.BASE || release.layer() == Layer.ISTIOD) {
        checks.add(new LayerView.HealthCheck(release.name(), istioNamespace));
      }
    }
    String after = cluster.sail().map(OperatedLayers::last).orElse(before());
    return LayerView.of(settings, RELEASES, cluster.layout().layer(RELEASES), List.of(after))
        .checking(checks);
  }

  /** The last layer that Istio does not bring. */
  private String before() {
    return (cluster.layers().contains(Layer.TRUST) ? Layer.TRUST : Layer.NAMESPACES).id();
  }
}
