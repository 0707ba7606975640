package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.AnchoredSetting;
import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.EngineReadme;
import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.IdentitiesView;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.delivery.ResourcesView;
import dev.meshgen.model.Cluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.recipient.RecipientKinds;
import dev.meshgen.rules.Rule;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An Argo CD on a hub: a root Application, an AppProject, an Application per cluster, and below it
 * one per layer.
 *
 * <p>Waves order the layers of one cluster. Clusters are not ordered among each other: one that is
 * down must not hold up the rest. Only the Application of a cluster carries the resources
 * finalizer: with it go the Applications of its layers, which have none, and so what they deployed
 * stays.
 */
final class ArgoCd implements Engine {
  static final String NAME = "Argo CD";

  /** The oldest minor that takes all fields of the tree; the AppProject's names are the newest. */
  static final String MINIMUM = "3.3";

  private static final String FOLDER = Layout.engine(ArgoCdSettings.KEY);
  static final String ROOT = Layout.in(FOLDER, Layout.in("bootstrap", "root.yaml"));
  private static final String MESH = Layout.in(FOLDER, "mesh");

  static final String PROJECT = "project.yaml";

  private final String mesh;
  private final ArgoCdSettings settings;

  ArgoCd(String mesh, ArgoCdSettings settings) {
    this.mesh = mesh;
    this.settings = settings;
  }

  @Override
  public boolean delivers(Cluster cluster) {
    return cluster.delivery().engine().equals(ArgoCdSettings.KEY)
        && !ArgoCdSettings.hasOwn(cluster);
  }

  /** A template's view: the root Application. */
  record RootView(
      String name,
      String namespace,
      String project,
      DestinationCluster cluster,
      String repoURL,
      String revision,
      String path) {}

  @Override
  public String id() {
    return ArgoCdSettings.KEY;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(common(settings));
    rules.add(new NameNotReserved());
    rules.add(new DestinationsDiffer());
    rules.add(new HubOpensEverything());
    return rules;
  }

  /** What holds for every Argo CD of a mesh. */
  static List<Rule> common(ArgoCdSettings settings) {
    return List.of(
        new ApplicationNames(),
        new ProjectOwn(settings),
        new RepositoryAddress(settings),
        new PathPlain(),
        new EndpointSlicesApplied(),
        new ChartsCertSecretUsed(settings));
  }

  @Override
  public List<AnchoredSetting> anchors(Cluster cluster) {
    return settings.anchors();
  }

  @Override
  public boolean isSteeredBy(String fileName) {
    return steers(fileName);
  }

  /**
   * Overrides of an Application (argo-cd, util/argo/argo.go), what makes a folder a chart, and what
   * lets several runs of Kustomize share a folder (reposerver/repository/repository.go).
   */
  static boolean steers(String fileName) {
    return fileName.equals("Chart.yaml")
        || fileName.equals(".argocd-source.yaml")
        || fileName.equals(".argocd-allow-concurrency")
        || fileName.startsWith(".argocd-source-") && fileName.endsWith(".yaml");
  }

  @Override
  public boolean readsThroughKsops() {
    return true;
  }

  @Override
  public boolean opensEveryCluster() {
    return true;
  }

  @Override
  public Pruning pruning() {
    return new ArgoCdPruning(mesh);
  }

  /** It waits for each wave, and objects of one wave do not wait for each other. */
  @Override
  public SortedMap<String, String> appliedFirst() {
    return new TreeMap<>(Map.of("argocd.argoproj.io/sync-wave", "-1"));
  }

  @Override
  public String applied(String cluster) {
    return applied(mesh, cluster);
  }

  static String applied(String mesh, String cluster) {
    return "argocd app wait --sync --health --selector app.kubernetes.io/part-of="
        + mesh
        + ",meshgen.dev/cluster="
        + cluster;
  }

  @Override
  public EngineReadme readme(MeshPlan plan, IdentitiesView identities) {
    return new ArgoCdReadme(settings, plan, this).passages(identities);
  }

  @Override
  public List<FileView> meshFiles(MeshPlan plan, IdentitiesView identities) {
    List<ClusterPlan> clusters = delivered(plan);
    List<String> resources = new ArrayList<>();
    List<FileView> files =
        new ArrayList<>(new ArgoCdPrerequisites(settings).files(plan, identities));
    files.add(new FileView(ROOT, "argocd/root.yaml", root()));
    if (!settings.project().exists()) {
      resources.add(PROJECT);
      files.add(
          new FileView(
              Layout.in(MESH, PROJECT),
              "argocd/project.yaml",
              new ProjectFile(settings, plan.mesh()).view(clusters)));
    }
    clusters.forEach(cluster -> resources.add(application(cluster)));
    files.add(
        new FileView(
            Layout.in(MESH, Layout.KUSTOMIZATION),
            "argocd/kustomization.yaml",
            new ResourcesView(resources)));
    return files;
  }

  private RootView root() {
    return new RootView(
        mesh + "-mesh",
        settings.namespace(),
        settings.project().root(),
        DestinationCluster.OWN,
        settings.repoUrl(),
        settings.revision(),
        settings.within(MESH));
  }

  @Override
  public List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster, RecipientKinds kinds) {
    Applications applications = new Applications(settings, plan, cluster);
    List<FileView> files = new ArrayList<>();
    files.add(
        new FileView(
            Layout.in(MESH, application(cluster)),
            Applications.TEMPLATE,
            applications.ofCluster()));
    files.addAll(applications.ofLayers(List.of()));
    return files;
  }

  /** Where the Application of a cluster lies, beside what lists it. */
  private static String application(ClusterPlan cluster) {
    return Layout.in("clusters", cluster.name() + ".yaml");
  }
}
