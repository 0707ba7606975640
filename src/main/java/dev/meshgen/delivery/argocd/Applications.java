package dev.meshgen.delivery.argocd;

import dev.meshgen.delivery.FileView;
import dev.meshgen.delivery.ResourcesView;
import dev.meshgen.delivery.argocd.ApplicationView.Chart;
import dev.meshgen.delivery.argocd.ApplicationView.Destination;
import dev.meshgen.delivery.argocd.ApplicationView.Folder;
import dev.meshgen.delivery.argocd.ApplicationView.Name;
import dev.meshgen.delivery.argocd.ApplicationView.Revision;
import dev.meshgen.delivery.argocd.ApplicationView.Sync;
import dev.meshgen.delivery.argocd.ApplicationView.Turn;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.Step;
import dev.meshgen.plan.WebhookDrift;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The Applications of one cluster. */
final class Applications {
  /** Where each cluster has a folder of them. */
  static final String CLUSTERS = Layout.in(Layout.engine(ArgoCdSettings.KEY), "clusters");

  static final String TEMPLATE = "argocd/application.yaml";
  private static final String SERVER_SIDE = "ServerSideApply=true";

  /** Layers whose kinds come from outside, unless a chart is their source. */
  private static final Set<Layer> FOREIGN =
      EnumSet.of(Layer.EASTWEST, Layer.ISTIOD, Layer.CNI, Layer.ZTUNNEL);

  private final ArgoCdSettings settings;
  private final MeshPlan plan;
  private final ClusterPlan cluster;

  Applications(ArgoCdSettings settings, MeshPlan plan, ClusterPlan cluster) {
    this.settings = settings;
    this.plan = plan;
    this.cluster = cluster;
  }

  /** The one that the others come with. */
  ApplicationView ofCluster() {
    return new ApplicationView(
        name(""),
        true,
        Optional.empty(),
        new Destination(settings.project(), "in-cluster", settings.namespace()),
        Optional.of(folder(Layout.in(CLUSTERS, cluster.name()), List.of())),
        Optional.empty(),
        new Sync(true, false, List.of(SERVER_SIDE), Optional.empty()));
  }

  /** One for each layer, and the list of them. */
  List<FileView> ofLayers() {
    String folder = Layout.in(CLUSTERS, cluster.name());
    List<FileView> files = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    for (Step step : cluster.steps()) {
      resources.add(step.id() + ".yaml");
      files.add(new FileView(Layout.in(folder, step.id() + ".yaml"), TEMPLATE, ofLayer(step)));
    }
    files.add(
        new FileView(
            Layout.in(folder, Layout.KUSTOMIZATION),
            "argocd/kustomization.yaml",
            new ResourcesView(resources)));
    return files;
  }

  private ApplicationView ofLayer(Step step) {
    String namespace = step.release().map(Release::namespace).orElse(plan.mesh().istioNamespace());
    return new ApplicationView(
        name("-" + step.id()),
        false,
        Optional.of(new Turn(paths(step), SyncWaves.of(cluster, step.layer()))),
        new Destination(
            settings.project(), ArgoCdSettings.destination(cluster.cluster()), namespace),
        step.release().isPresent()
            ? Optional.empty()
            : Optional.of(folder(step.folder(), OperatedVersions.of(cluster, step.layer()))),
        step.release().map(this::chart),
        sync(step));
  }

  private Name name(String layer) {
    String mesh = plan.mesh().name();
    String name = mesh + "-" + cluster.name() + layer;
    return new Name(name, settings.namespace(), mesh, cluster.name());
  }

  /**
   * What the Application is refreshed for: its folder, and what lies outside but is built with it.
   */
  private String paths(Step step) {
    StringBuilder paths = new StringBuilder("/").append(settings.within(step.folder()));
    if (step.layer() == Layer.DISCOVERY && cluster.bases().size() > 1) {
      cluster.bases().forEach(base -> paths.append(";/").append(settings.within(base)));
    }
    return paths.toString();
  }

  private Sync sync(Step step) {
    Layer layer = step.layer();
    Optional<WebhookDrift> drift = step.release().map(cluster::drift).filter(WebhookDrift::isAny);
    return new Sync(
        // Pruning these would take every Istio object, or the whole control plane, with them.
        layer != Layer.NAMESPACES && layer != Layer.BASE,
        // The last remote secret has to go, too.
        layer == Layer.DISCOVERY || cluster.emptied().contains(layer),
        options(step, drift.isPresent()),
        drift);
  }

  private static List<String> options(Step step, boolean ignores) {
    List<String> options = new ArrayList<>();
    options.add(SERVER_SIDE);
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

  private Folder folder(String path, List<OperatedVersions.Version> versions) {
    return new Folder(revision(), settings.within(path), versions);
  }

  private Revision revision() {
    return new Revision(settings.repoUrl(), settings.revision());
  }

  /** A file of values, in the source that is called so. */
  private String values(String file) {
    return "$values/" + settings.within(file);
  }

  private Chart chart(Release release) {
    List<String> valueFiles = new ArrayList<>();
    valueFiles.add(values(cluster.layout().values(release.key())));
    if (release.overrides().isPresent()) {
      valueFiles.add(values(cluster.layout().overrides(release.key())));
    }
    return new Chart(
        ChartRepository.of(cluster.cluster()),
        release.chart(),
        release.version(),
        release.name(),
        valueFiles,
        revision());
  }
}
