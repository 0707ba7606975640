package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.LayerFiles;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** A Kustomization that is deleted takes along what it applied, and a HelmRelease its release. */
final class FluxPruning implements Pruning {
  private final FluxSettings settings;

  FluxPruning(FluxSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean keepsEmptiedLayers() {
    return false;
  }

  @Override
  public boolean prunesTokens() {
    return true;
  }

  @Override
  public String by() {
    return "its Flux";
  }

  @Override
  public String ofDetached(String cluster) {
    return "its Flux leaves everything in place; deleting the Kustomization that points at `"
        + Layout.in(Kustomizations.CLUSTERS, cluster)
        + "` removes all but the namespace and the definitions of Istio";
  }

  @Override
  public Optional<String> uninstalling() {
    return Optional.of("helmreleases");
  }

  @Override
  public String ofCluster(String cluster) {
    return "its Flux no longer finds its path and leaves everything in place; deleting the"
        + " Kustomization that points at "
        + settings.tree().path()
        + "/"
        + Layout.in(Kustomizations.CLUSTERS, cluster)
        + " removes all but the namespace and the definitions of Istio";
  }

  @Override
  public Optional<String> ofFile(ClusterPlan cluster, String path) {
    Optional<String> kustomization =
        LayerFiles.name(Layout.in(Kustomizations.CLUSTERS, cluster.name()), path);
    if (kustomization.isPresent()) {
      return Optional.of(
          "Flux deletes the Kustomization mesh-" + kustomization.get() + " and what it applied");
    }
    Optional<String> release =
        LayerFiles.name(cluster.layout().layer(Kustomizations.RELEASES), path);
    if (release.isPresent()) {
      return Optional.of("Flux uninstalls the release of " + path);
    }
    return LayerFiles.ofObjects(cluster, path).map(layer -> "Flux deletes the objects in " + path);
  }
}
