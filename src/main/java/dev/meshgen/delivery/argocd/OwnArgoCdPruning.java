package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.Pruning;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** The root Application of a cluster stays until somebody deletes it, and has no finalizer. */
final class OwnArgoCdPruning implements Pruning {
  private final ArgoCdPruning layers;
  private final ArgoCdSettings settings;
  private final String mesh;

  OwnArgoCdPruning(String mesh, ArgoCdSettings settings) {
    this.layers = new ArgoCdPruning(mesh);
    this.settings = settings;
    this.mesh = mesh;
  }

  @Override
  public boolean keepsEmptiedLayers() {
    return true;
  }

  @Override
  public boolean prunesTokens() {
    return layers.prunesTokens();
  }

  @Override
  public String by() {
    return "its Argo CD";
  }

  @Override
  public String ofDetached(String cluster) {
    return "its Argo CD leaves everything in place; delete the Applications there by hand, first `"
        + mesh
        + "-"
        + cluster
        + "`";
  }

  @Override
  public String ofCluster(String cluster) {
    return "its Argo CD no longer finds "
        + settings.within(Layout.in(Applications.CLUSTERS, cluster))
        + " and leaves everything in place; the Application "
        + mesh
        + "-"
        + cluster
        + " and those of its layers have to be deleted there by hand";
  }

  @Override
  public Optional<String> uninstalling() {
    return Optional.empty();
  }

  @Override
  public Optional<String> ofFile(ClusterPlan cluster, String path) {
    return layers.ofFile(cluster, path);
  }
}
