package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import java.util.Optional;

/** The Helm values of a cluster's releases. */
final class ReleaseValues {
  private final Mesh mesh;
  private final boolean rotates;

  ReleaseValues(MeshPlan plan) {
    this.rotates = plan.rotates();
    this.mesh = plan.mesh();
  }

  /** A template's view: values of the base chart. */
  record BaseView(
      String namespace,
      boolean unvalidated,
      Optional<String> defaultRevision,
      Optional<String> platform,
      boolean failClosedWebhook,
      boolean withoutReader,
      ImagesView images) {}

  FileView of(ClusterPlan cluster, Release release) {
    return new FileView(
        cluster.layout().values(release.key()),
        "cluster/values/" + release.kind().template() + ".yaml",
        view(cluster, release));
  }

  private Object view(ClusterPlan cluster, Release release) {
    return switch (release.kind()) {
      case BASE -> base(cluster, release);
      case ISTIOD -> new IstiodValues(mesh).own(cluster, release, roots(release));
      case REMOTE ->
          new IstiodValues(mesh).remote(cluster, release, cluster.remoteOf().orElseThrow());
      case CONFIG_BASE ->
          new ExternalValues(mesh).configBase(cluster, cluster.remoteOf().orElseThrow());
      case CONFIG -> new ExternalValues(mesh).config(cluster, cluster.remoteOf().orElseThrow());
      case EXTERNAL ->
          new ExternalValues(mesh)
              .external(cluster, cluster.hosting().orElseThrow(), roots(release));
      case ISTIOD_GATEWAY ->
          GatewayValues.ofIstiod(cluster, release, cluster.hosting().orElseThrow());
      case CNI -> NodeAgentValues.cni(cluster);
      case ZTUNNEL -> NodeAgentValues.ztunnel(mesh, cluster);
      case EASTWEST -> GatewayValues.eastWest(cluster, release, cluster.eastWest().orElseThrow());
    };
  }

  private Optional<RootsView> roots(Release release) {
    return Optional.of(release.liveRoots()).filter(live -> rotates).map(RootsView::of);
  }

  private BaseView base(ClusterPlan cluster, Release release) {
    // The operator decides that by itself.
    boolean unvalidated = cluster.remoteOf().isPresent() && cluster.sail().isEmpty();
    return new BaseView(
        mesh.istioNamespace(),
        unvalidated,
        unvalidated
            ? Optional.empty()
            : IstiodValues.revision(cluster.cluster().istio().defaultControlPlane()),
        cluster.dataPlane().platform(),
        release.failClosedWebhook(),
        cluster.leavesOutReader(),
        ImagesView.of(cluster));
  }
}
