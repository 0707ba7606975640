package dev.meshgen.render;

import dev.meshgen.authority.Authority;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SailPlan;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one cluster that are the same whatever engine applies them. */
final class ClusterFiles {
  private final MeshPlan plan;
  private final Authority authority;
  private final boolean ksops;

  ClusterFiles(MeshPlan plan, Authority authority, boolean ksops) {
    this.plan = plan;
    this.authority = authority;
    this.ksops = ksops;
  }

  /** A template's view: the namespace itself. */
  record NamespaceView(
      String namespace,
      List<MapEntry> labels,
      Optional<String> controlPlaneClusters,
      List<MapEntry> annotations) {}

  List<FileView> of(ClusterPlan cluster) {
    List<FileView> files = new ArrayList<>();
    for (Layer layer : cluster.layers()) {
      if (layer != Layer.TRUST || cluster.cacerts().isEmpty() || !plan.mayLackCacerts()) {
        folder(cluster, layer).ifPresent(folder -> files.addAll(folder.files(ksops)));
      }
    }
    ReleaseValues values = new ReleaseValues(plan);
    for (Release release : cluster.releases()) {
      files.add(values.of(cluster, release));
    }
    return files;
  }

  /**
   * The trust layer of a cluster whose {@code cacerts} may not be there yet: nothing builds a
   * folder that lists a missing file.
   *
   * @param issued whether they are
   */
  List<FileView> trust(ClusterPlan cluster, boolean issued) {
    KustomizeFolder folder = issued ? trust(cluster) : at(cluster, Layer.TRUST);
    if (!issued) {
      StoreAccess.of(plan, cluster).ifPresent(folder::add);
    }
    return folder.files(ksops);
  }

  /** Empty for a layer that is a release, or is the same in all clusters. */
  private Optional<KustomizeFolder> folder(ClusterPlan cluster, Layer layer) {
    return switch (layer) {
      case NAMESPACES -> Optional.of(namespaces(cluster));
      case TRUST -> Optional.of(trust(cluster));
      case ACCESS -> Optional.of(new AccessFolder(namespace(), cluster).folder());
      case PUSH -> Optional.of(new AccessFolder(namespace(), cluster).push());
      case TOKENS -> Optional.of(new TokensFolder(namespace(), cluster).folder());
      case CONFIG ->
          Optional.of(
              cluster
                  .hosting()
                  .map(hosting -> new HostingFolder(plan, cluster, hosting).folder())
                  .orElseGet(() -> new ConfigFolder(plan, cluster).folder()));
      case EASTWEST -> gateway(cluster);
      case DISCOVERY ->
          cluster.bases().size() > 1 ? Optional.of(bases(cluster)) : emptied(cluster, layer);
      case ISTIOD, CNI, ZTUNNEL -> cluster.sail().map(sail -> operated(cluster, layer, sail));
      case BASE, ISTIOD_GATEWAY -> Optional.empty();
    };
  }

  private KustomizeFolder trust(ClusterPlan cluster) {
    KustomizeFolder folder = at(cluster, Layer.TRUST);
    StoreAccess.of(plan, cluster).ifPresent(folder::add);
    cluster.cacerts().ifPresent(secret -> folder.addSecret(Layout.nameOf(secret.path())));
    for (FileView object : authority.objects(cluster)) {
      folder.add(object);
    }
    return folder;
  }

  private String namespace() {
    return plan.mesh().istioNamespace();
  }

  private static Optional<KustomizeFolder> emptied(ClusterPlan cluster, Layer layer) {
    return cluster.emptied().contains(layer) ? Optional.of(at(cluster, layer)) : Optional.empty();
  }

  /** Several bases read as one; a single one is read where it lies. */
  private static KustomizeFolder bases(ClusterPlan cluster) {
    KustomizeFolder folder = at(cluster, Layer.DISCOVERY);
    cluster.builtBases().forEach(base -> folder.addBase("../../../" + base));
    return folder;
  }

  private Optional<KustomizeFolder> gateway(ClusterPlan cluster) {
    if (cluster.eastWest().isEmpty()) {
      return emptied(cluster, Layer.EASTWEST);
    }
    GatewayPlan gateway = cluster.eastWest().get();
    if (gateway.hbone()) {
      return Optional.of(AmbientGateway.folder(cluster, gateway));
    }
    return gateway
        .listeners()
        .map(
            listeners ->
                GatewayFolder.folder(
                    cluster,
                    gateway,
                    listeners,
                    plan.mesh().istioNamespace(),
                    plan.mesh().clusterDomain()));
  }

  private KustomizeFolder namespaces(ClusterPlan cluster) {
    KustomizeFolder folder =
        at(cluster, Layer.NAMESPACES)
            .add(
                namespace(
                    "namespace.yaml",
                    new NamespaceView(
                        namespace(),
                        MapEntry.list(cluster.namespaceLabels()),
                        cluster
                            .remoteOf()
                            .filter(remote -> !remote.leaders().isEmpty())
                            .map(remote -> String.join(",", remote.leaders())),
                        MapEntry.list(
                            cluster.cluster().istio().namespaceMetadata().annotations()))));
    cluster
        .gatewayNamespace()
        .ifPresent(
            namespace ->
                folder.add(
                    namespace(
                        "gateway-namespace.yaml",
                        new NamespaceView(namespace, List.of(), Optional.empty(), List.of()))));
    return folder;
  }

  /** Without its namespace, everything in it is gone: no engine deletes it. */
  private static FileView namespace(String name, NamespaceView view) {
    List<String> kept = Engines.kept().stream().map(EngineType.Kept::template).toList();
    return new FileView(name, "cluster/namespaces/namespace.yaml", view, kept);
  }

  private static KustomizeFolder operated(ClusterPlan cluster, Layer layer, SailPlan sail) {
    KustomizeFolder folder = at(cluster, layer);
    sail.of(layer).forEach(resource -> folder.addWritten(resource.file()));
    return folder;
  }

  static KustomizeFolder at(ClusterPlan cluster, Layer layer) {
    return new KustomizeFolder(cluster.layout().layer(layer.id()));
  }
}
