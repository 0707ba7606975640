package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.rules.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A Flux in every cluster: Kustomizations in {@code flux/<cluster>/}, HelmReleases and their
 * sources in the cluster's {@code releases/}.
 */
final class Flux implements Engine {
  private final FluxSettings settings;

  Flux(FluxSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return FluxSettings.KEY;
  }

  @Override
  public String name() {
    return "Flux";
  }

  @Override
  public List<Rule> rules() {
    return List.of(new DiscoveryReadable(settings));
  }

  @Override
  public boolean readsThroughKsops() {
    return false;
  }

  @Override
  public boolean opensEveryCluster() {
    return false;
  }

  @Override
  public Pruning pruning() {
    return new FluxPruning(settings);
  }

  @Override
  public EngineReadme readme(MeshPlan plan, IdentitiesView identities) {
    return new FluxReadme(settings, plan).passages(identities);
  }

  @Override
  public List<FileView> meshFiles(MeshPlan plan) {
    return List.of();
  }

  @Override
  public List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster) {
    String namespace = plan.mesh().istioNamespace();
    List<FileView> files =
        new ArrayList<>(new Kustomizations(settings, cluster).files(plan.mesh()));
    if (!cluster.releases().isEmpty()) {
      files.addAll(new HelmReleases(cluster, namespace).files());
    }
    return files;
  }
}
