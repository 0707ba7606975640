package dev.meshgen.delivery.flux;

import dev.meshgen.delivery.AnchoredSetting;
import dev.meshgen.delivery.DiscoveryReadable;
import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.model.Cluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.rules.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A Flux in every cluster: Kustomizations in {@code flux/<cluster>/}, HelmReleases and their
 * sources in the cluster's {@code releases/}.
 */
final class Flux implements Engine {
  static final String NAME = "Flux";

  private final FluxSettings settings;

  Flux(FluxSettings settings) {
    this.settings = settings;
  }

  @Override
  public String id() {
    return FluxSettings.KEY;
  }

  @Override
  public boolean delivers(Cluster cluster) {
    return cluster.delivery().engine().equals(FluxSettings.KEY);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new DiscoveryReadable(
            this::delivers,
            "a Flux",
            cluster -> "the Secret \"" + FluxSettings.of(cluster).decryptionSecret() + "\""));
  }

  /** What keeps files out of a source (source-controller, pkg/sourceignore). */
  @Override
  public boolean isSteeredBy(String fileName) {
    return fileName.equals(".sourceignore");
  }

  @Override
  public List<AnchoredSetting> anchors(Cluster cluster) {
    FluxSettings own = FluxSettings.of(cluster);
    return List.of(
        new AnchoredSetting(
            "delivery.flux.namespace",
            own.namespace(),
            "Flux prunes its Kustomizations in the old namespace, and with them everything they"
                + " applied, control planes included"),
        new AnchoredSetting(
            "delivery.flux.sourceRef",
            own.source().kind() + "/" + own.source().name(),
            "its Kustomizations read the new one at once, and stop if it does not contain the"
                + " tree"));
  }

  /** It reads these files in every folder of a repository (fluxcd/pkg, sourceignore). */
  @Override
  public boolean isSteeredFromAboveBy(String fileName) {
    return isSteeredBy(fileName);
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
  public String applied(String cluster) {
    return "flux --context " + cluster + " -n " + settings.namespace() + " get kustomizations";
  }

  @Override
  public EngineReadme readme(MeshPlan plan, IdentitiesView identities) {
    return new FluxReadme(settings, plan, delivered(plan)).passages(identities);
  }

  @Override
  public List<FileView> meshFiles(MeshPlan plan, IdentitiesView identities) {
    return List.of();
  }

  @Override
  public List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster, RecipientKinds kinds) {
    String namespace = plan.mesh().istioNamespace();
    List<FileView> files =
        new ArrayList<>(
            new Kustomizations(FluxSettings.of(cluster.cluster()), cluster, kinds).files(plan));
    if (!cluster.releases().isEmpty()) {
      files.addAll(
          new HelmReleases(FluxSettings.of(cluster.cluster()), cluster, namespace).files());
    }
    return files;
  }
}
