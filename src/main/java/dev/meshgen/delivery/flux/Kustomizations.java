package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.ResourcesView;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.DiscoveryBase;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

  /** The folder of a cluster with its releases, which is not a layer of other engines. */
  static final String RELEASES = "releases";

  private static final String NAMESPACES = Layer.NAMESPACES.id();

  private final FluxSettings settings;
  private final ClusterPlan cluster;
  private final RecipientKinds kinds;
  private final List<LayerView> layers = new ArrayList<>();

  Kustomizations(FluxSettings settings, ClusterPlan cluster, RecipientKinds kinds) {
    this.settings = settings;
    this.kinds = kinds;
    this.cluster = cluster;
  }

  List<FileView> files(MeshPlan plan) {
    Mesh mesh = plan.mesh();
    addBeforeIstio(mesh);
    cluster
        .sail()
        .ifPresent(sail -> layers.addAll(new OperatedLayers(settings, cluster).of(sail, before())));
    if (!cluster.releases().isEmpty()) {
      layers.add(releases(mesh.istioNamespace()));
    }
    addAfterIstio(plan);
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

  private void addBeforeIstio(Mesh mesh) {
    layers.add(layer(Layer.NAMESPACES, List.of()));
    if (cluster.layers().contains(Layer.TRUST)) {
      LayerView trust = layer(Layer.TRUST, List.of(NAMESPACES));
      if (cluster.cacerts().filter(secret -> !secret.isSealedBySops()).isPresent()) {
        String namespace = mesh.istioNamespace();
        layers.add(trust.awaiting(new LayerView.HealthCheck(SecretPlan.CACERTS, namespace)));
        return;
      }
      layers.add(
          cluster
              .cacerts()
              .map(SecretPlan::recipients)
              .map(this::secret)
              .map(trust::opening)
              .orElseGet(() -> cluster.trust().asked() ? trust : trust.checking(List.of())));
    }
  }

  private void addAfterIstio(MeshPlan plan) {
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
      layers.add(discovery(plan));
    }
    if (cluster.layers().contains(Layer.PUSH)) {
      layers.add(layer(Layer.PUSH, List.of(Layer.ACCESS.id())));
    }
    if (cluster.layers().contains(Layer.TOKENS)) {
      layers.add(layer(Layer.TOKENS, List.of(NAMESPACES)));
    }
  }

  private LayerView layer(Layer layer, List<String> after) {
    return LayerView.of(settings, layer.id(), cluster.layout().layer(layer.id()), after);
  }

  /** The Secret that what is sealed for these is opened with, if it takes one. */
  private Optional<String> secret(Collection<Recipient> recipients) {
    return IdentitiesView.of(recipients, kinds).needsSecret()
        ? Optional.of(settings.decryptionSecret())
        : Optional.empty();
  }

  private LayerView discovery(MeshPlan plan) {
    Set<Recipient> recipients = new TreeSet<>();
    for (DiscoveryBase base : plan.bases()) {
      if (cluster.bases().contains(base.folder())) {
        recipients.addAll(base.recipients());
      }
    }
    String id = Layer.DISCOVERY.id();
    List<String> bases = cluster.builtBases();
    String path = bases.size() == 1 ? bases.get(0) : cluster.layout().layer(id);
    if (!plan.mesh().sealsBySops() || recipients.isEmpty()) {
      return LayerView.of(settings, id, path, List.of(NAMESPACES));
    }
    return LayerView.of(settings, id, path, List.of(NAMESPACES)).opening(secret(recipients));
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
