package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.LayerFiles;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.istio.Chart;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import java.util.Optional;
import java.util.Set;

/**
 * An Application of a layer has no finalizer, so that nothing it deployed goes with it; what goes
 * are objects that an Application which stays does not find any more.
 */
final class ArgoCdPruning implements Pruning {
  private static final String GATEWAY_STAYS =
      ", and other networks may still send requests there: `eastWest: {enabled: false}` removes it";

  /** Files of the access layer with the token of an account that a chart brings. */
  private static final Set<String> TOKENS =
      Set.of(ClusterLayout.READER_TOKEN, ClusterLayout.ISTIOD_TOKEN);

  private final String mesh;

  ArgoCdPruning(String mesh) {
    this.mesh = mesh;
  }

  @Override
  public boolean keepsEmptiedLayers() {
    return true;
  }

  /**
   * It takes the Secret of a token for a part of its ServiceAccount, and never prunes parts
   * (gitops-engine {@code isServiceAccountTokenSecret} in {@code pkg/cache/references.go}).
   */
  @Override
  public boolean prunesTokens() {
    return false;
  }

  @Override
  public String by() {
    return ArgoCd.NAME;
  }

  @Override
  public String ofDetached(String cluster) {
    return "Argo CD deletes its Applications and leaves the control plane";
  }

  @Override
  public Optional<String> uninstalling() {
    return Optional.empty();
  }

  @Override
  public String ofCluster(String cluster) {
    return "Argo CD deletes the Application "
        + mesh
        + "-"
        + cluster
        + " and those of its layers; what they deployed stays in the cluster; the token of a reader"
        + " is valid until its ServiceAccount is deleted";
  }

  /**
   * The Application of a layer stays, and finds something else, or nothing, in the chart's place.
   */
  private static Optional<String> ofRelease(ClusterPlan cluster, String release) {
    if (release.equals(Chart.GATEWAY.release()) && cluster.layers().contains(Layer.EASTWEST)) {
      return Optional.of("Argo CD deletes the east-west gateway, and its load balancer with it");
    }
    boolean operated = cluster.sail().isPresent();
    return operated && release.startsWith(Chart.ISTIOD.release())
        ? Optional.of("Argo CD deletes the control plane " + release)
        : Optional.empty();
  }

  @Override
  public Optional<String> ofFile(ClusterPlan cluster, String path) {
    Optional<String> application =
        LayerFiles.name(Layout.in(Applications.CLUSTERS, cluster.name()), path);
    if (application.isPresent()) {
      return Optional.of(
          "Argo CD deletes the Application "
              + mesh
              + "-"
              + cluster.name()
              + "-"
              + application.get()
              + "; what it deployed stays in the cluster"
              + (application.get().equals(Layer.EASTWEST.id()) ? GATEWAY_STAYS : ""));
    }
    Optional<String> release = LayerFiles.name(cluster.layout().values(), path);
    if (release.isPresent()) {
      return ClusterLayout.isOverrides(path) ? Optional.empty() : ofRelease(cluster, release.get());
    }
    return LayerFiles.ofObjects(cluster, path).map(layer -> ofObjects(layer, path));
  }

  private static String ofObjects(Layer layer, String path) {
    if (layer == Layer.NAMESPACES) {
      return "Argo CD keeps the objects in " + path + ": it never prunes namespaces";
    }
    return layer == Layer.ACCESS && TOKENS.contains(Layout.nameOf(path))
        ? "Argo CD keeps the Secret in "
            + path
            + ", and its token stays valid: delete its ServiceAccount once nothing uses the token"
        : "Argo CD deletes the objects in " + path;
  }
}
