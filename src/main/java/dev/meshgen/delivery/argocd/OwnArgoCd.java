package dev.meshgen.delivery.argocd;

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
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * An Argo CD in each cluster: a root Application per cluster, and below it an AppProject and an
 * Application per layer. Each reads only what belongs to its cluster.
 */
final class OwnArgoCd implements Engine {
  private static final String ROOTS =
      Layout.in(Layout.engine(ArgoCdSettings.KEY), Layout.in("bootstrap", "clusters"));

  /** Not that of a hub: one does not know what the other owns. */
  static final String ID = ArgoCdSettings.KEY + "-in-cluster";

  static final String NAME = "Argo CD in each cluster";

  private final String mesh;
  private final ArgoCdSettings settings;
  private final boolean alone;

  /**
   * That of a mesh.
   *
   * @param alone whether no Argo CD of a hub checks what holds for both
   */
  OwnArgoCd(String mesh, ArgoCdSettings settings, boolean alone) {
    this.mesh = mesh;
    this.settings = settings;
    this.alone = alone;
  }

  /** The file of the root Application of a cluster. */
  static String root(String cluster) {
    return Layout.in(ROOTS, cluster + ".yaml");
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean delivers(Cluster cluster) {
    return ArgoCdSettings.hasOwn(cluster);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(alone ? ArgoCd.common(settings) : List.of());
    rules.add(
        new DiscoveryReadable(
            this::delivers, "an Argo CD", cluster -> "the Secret of its repo-server"));
    return rules;
  }

  @Override
  public boolean readsThroughKsops() {
    return true;
  }

  @Override
  public boolean opensEveryCluster() {
    return false;
  }

  @Override
  public List<AnchoredSetting> anchors(Cluster cluster) {
    return settings.anchors();
  }

  @Override
  public boolean isSteeredBy(String fileName) {
    return ArgoCd.steers(fileName);
  }

  @Override
  public Pruning pruning() {
    return new OwnArgoCdPruning(mesh, settings);
  }

  @Override
  public EngineReadme readme(MeshPlan plan, IdentitiesView identities) {
    return new ArgoCdReadme(settings, plan, this).passages(identities);
  }

  @Override
  public String applied(String cluster) {
    return ArgoCd.applied(mesh, cluster);
  }

  @Override
  public List<FileView> meshFiles(MeshPlan plan, IdentitiesView identities) {
    return alone ? new ArgoCdPrerequisites(settings).files(plan, identities) : List.of();
  }

  @Override
  public List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster, RecipientKinds kinds) {
    String folder = Layout.in(Applications.CLUSTERS, cluster.name());
    List<FileView> files = new ArrayList<>();
    files.add(
        new FileView(
            root(cluster.name()),
            "argocd/root.yaml",
            new ArgoCd.RootView(
                mesh + "-" + cluster.name(),
                settings.namespace(),
                settings.project().root(),
                DestinationCluster.OWN,
                settings.repoUrl(),
                settings.revision(),
                settings.within(folder))));
    List<String> first = settings.project().exists() ? List.of() : List.of(ArgoCd.PROJECT);
    if (!first.isEmpty()) {
      files.add(
          new FileView(
              Layout.in(folder, ArgoCd.PROJECT),
              "argocd/project.yaml",
              new ProjectFile(settings, plan.mesh()).view(List.of(cluster))));
    }
    files.addAll(new Applications(settings, plan, cluster).ofLayers(first));
    return files;
  }
}
