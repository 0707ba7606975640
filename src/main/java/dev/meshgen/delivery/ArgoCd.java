package dev.meshgen.delivery;

import dev.meshgen.model.Delivery;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private static final String FOLDER = "argocd/";

  /** Layers whose kinds come from outside, unless a chart is their source. */
  private static final Set<Layer> FOREIGN =
      EnumSet.of(Layer.EASTWEST, Layer.ISTIOD, Layer.CNI, Layer.ZTUNNEL);

  private final Delivery.ArgoCd delivery;

  ArgoCd(Delivery.ArgoCd delivery) {
    this.delivery = delivery;
  }

  /** A template's view: the root Application. */
  record RootView(String name, String namespace, String repoURL, String revision, String path) {}

  /** A template's view: an Application. */
  record ApplicationView(
      String name,
      String argoNamespace,
      String mesh,
      String cluster,
      boolean cascades,
      boolean annotated,
      String generatePaths,
      String wave,
      String project,
      String destination,
      String namespace,
      Optional<Folder> folder,
      Optional<Chart> chart,
      boolean prune,
      boolean allowEmpty,
      List<String> syncOptions,
      boolean ignoresFailurePolicy) {}

  /** A folder of the tree as an Application's source. */
  record Folder(
      String repoURL,
      String revision,
      String path,
      boolean versioned,
      List<ArgoOperated.Version> versions) {}

  /** A chart as an Application's source, its values from the tree. */
  record Chart(
      String chartRepo,
      String chart,
      String version,
      String releaseName,
      List<String> valueFiles,
      String repoURL,
      String revision) {}

  @Override
  public boolean readsThroughKsops() {
    return true;
  }

  @Override
  public List<FileView> meshFiles(MeshPlan plan) {
    List<String> resources = new ArrayList<>();
    resources.add("project.yaml");
    plan.clusters().forEach(cluster -> resources.add("clusters/" + cluster.name() + ".yaml"));
    String mesh = plan.mesh().name();
    RootView root =
        new RootView(
            mesh + "-mesh",
            delivery.namespace(),
            delivery.repoUrl(),
            delivery.revision(),
            delivery.within(FOLDER + "mesh"));
    return List.of(
        new FileView(FOLDER + "bootstrap/root.yaml", "argocd/root.yaml", root),
        new FileView(
            FOLDER + "mesh/kustomization.yaml",
            "argocd/kustomization.yaml",
            new ResourcesView(resources)),
        new FileView(
            FOLDER + "mesh/project.yaml",
            "argocd/project.yaml",
            new ArgoProject(delivery).view(plan)));
  }

  @Override
  public List<FileView> clusterFiles(MeshPlan plan, ClusterPlan cluster) {
    String folder = FOLDER + "clusters/" + cluster.name() + "/";
    List<FileView> files = new ArrayList<>();
    files.add(
        new FileView(
            FOLDER + "mesh/clusters/" + cluster.name() + ".yaml",
            "argocd/application.yaml",
            clusterApplication(plan, cluster)));
    List<String> resources = new ArrayList<>();
    for (Step step : cluster.steps()) {
      resources.add(step.id() + ".yaml");
      files.add(
          new FileView(
              folder + step.id() + ".yaml",
              "argocd/application.yaml",
              application(plan, cluster, step)));
    }
    files.add(
        new FileView(
            folder + "kustomization.yaml",
            "argocd/kustomization.yaml",
            new ResourcesView(resources)));
    return files;
  }

  private ApplicationView clusterApplication(MeshPlan plan, ClusterPlan cluster) {
    return new ApplicationView(
        plan.mesh().name() + "-" + cluster.name(),
        delivery.namespace(),
        plan.mesh().name(),
        cluster.name(),
        true,
        false,
        "",
        "",
        delivery.project(),
        "in-cluster",
        delivery.namespace(),
        Optional.of(folder(FOLDER + "clusters/" + cluster.name(), List.of())),
        Optional.empty(),
        true,
        false,
        List.of("ServerSideApply=true"),
        false);
  }

  private ApplicationView application(MeshPlan plan, ClusterPlan cluster, Step step) {
    Layer layer = step.layer();
    boolean ignores = step.release().filter(cluster::switchesToFail).isPresent();
    return new ApplicationView(
        plan.mesh().name() + "-" + cluster.name() + "-" + step.id(),
        delivery.namespace(),
        plan.mesh().name(),
        cluster.name(),
        false,
        true,
        generatePaths(cluster, step),
        ArgoWaves.of(cluster, layer),
        delivery.project(),
        cluster.cluster().destination().argoCd(),
        step.release().map(Release::namespace).orElse(plan.mesh().istioNamespace()),
        step.release().isPresent()
            ? Optional.empty()
            : Optional.of(folder(step.folder(), ArgoOperated.versions(cluster, layer))),
        step.release().map(found -> chart(cluster, found)),
        // Pruning these would take every Istio object, or the whole control plane, with them.
        layer != Layer.NAMESPACES && layer != Layer.BASE,
        // The last remote secret has to go, too.
        layer == Layer.DISCOVERY || cluster.emptied().contains(layer),
        syncOptions(step, ignores),
        ignores);
  }

  /**
   * What the Application is refreshed for: its folder, and what lies outside but is built with it.
   */
  private String generatePaths(ClusterPlan cluster, Step step) {
    StringBuilder paths = new StringBuilder("/").append(delivery.within(step.folder()));
    if (step.layer() == Layer.DISCOVERY && cluster.bases().size() > 1) {
      cluster.bases().forEach(base -> paths.append(";/").append(delivery.within(base)));
    }
    return paths.toString();
  }

  private static List<String> syncOptions(Step step, boolean ignores) {
    List<String> options = new ArrayList<>();
    options.add("ServerSideApply=true");
    if (ignores) {
      options.add("RespectIgnoreDifferences=true");
    }
    boolean foreign = step.release().isEmpty() && FOREIGN.contains(step.layer());
    if (step.layer() == Layer.CONFIG || foreign) {
      // The kinds come with the base chart, which another Application applies, or from outside.
      options.add("SkipDryRunOnMissingResource=true");
    }
    return options;
  }

  private Folder folder(String path, List<ArgoOperated.Version> versions) {
    return new Folder(
        delivery.repoUrl(),
        delivery.revision(),
        delivery.within(path),
        !versions.isEmpty(),
        versions);
  }

  private Chart chart(ClusterPlan cluster, Release release) {
    String values = "$values/" + delivery.within(cluster.folder());
    List<String> valueFiles = new ArrayList<>();
    valueFiles.add(values + release.valuesFile());
    if (release.overrides().isPresent()) {
      valueFiles.add(values + release.overridesFile());
    }
    return new Chart(
        ArgoProject.chartRepository(cluster.cluster()),
        release.chart(),
        release.version(),
        release.name(),
        valueFiles,
        delivery.repoUrl(),
        delivery.revision());
  }
}
