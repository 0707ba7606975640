package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;
import dev.meshgen.plan.ClusterPlan;
import java.util.Optional;

/** A Kustomization that is deleted takes along what it applied, and a HelmRelease its release. */
final class FluxPruning implements Pruning {
  private final Delivery.Flux delivery;

  FluxPruning(Delivery.Flux delivery) {
    this.delivery = delivery;
  }

  @Override
  public String ofCluster(String cluster) {
    return "its Flux finds its path no more and leaves everything; deleting the Kustomization that"
        + " points at "
        + delivery.path()
        + "/flux/"
        + cluster
        + " takes all but the namespace away";
  }

  @Override
  public Optional<String> ofFile(ClusterPlan cluster, String path) {
    Optional<String> kustomization = LayerFiles.name("flux/" + cluster.name() + "/", path);
    if (kustomization.isPresent()) {
      return Optional.of(
          "Flux deletes the Kustomization mesh-" + kustomization.get() + " and what it applied");
    }
    Optional<String> release = LayerFiles.name(cluster.folder() + "releases/", path);
    if (release.isPresent()) {
      return Optional.of("Flux uninstalls the release of " + path);
    }
    return LayerFiles.ofObjects(cluster, path).map(layer -> "Flux deletes what " + path + " holds");
  }
}
