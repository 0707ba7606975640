package dev.meshgen.render;

import dev.meshgen.model.KubeconfigFolder;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.AmbientPlan;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.RemotePlan;
import java.util.List;
import java.util.Optional;

/** The values of the istiod chart, where a cluster has its own istiod and where it has none. */
final class IstiodValues {
  private final Mesh mesh;

  IstiodValues(Mesh mesh) {
    this.mesh = mesh;
  }

  /** A template's view: values of an istiod. */
  record IstiodView(
      IdentityView identity,
      DomainsView domains,
      ImagesView images,
      Optional<String> revision,
      TraitsView traits,
      ScalingView scaling,
      List<MapEntry> webhookAnnotations,
      Serves serves,
      DataPlaneView dataPlane) {}

  /**
   * What a cluster is to the chart.
   *
   * @param withoutReader whether the chart makes no account for readers
   */
  record TraitsView(Optional<String> platform, boolean withoutReader) {
    static TraitsView of(ClusterPlan cluster) {
      return new TraitsView(cluster.dataPlane().platform(), cluster.leavesOutReader());
    }
  }

  /** Whether it serves ambient workloads, and how these reach other networks. */
  record DataPlaneView(boolean ambient, Optional<MultiNetwork> multiNetwork) {}

  /** Whom it serves, and how. */
  record Serves(
      boolean remotes,
      boolean trustDomainAlias,
      boolean failClosedWebhook,
      boolean cni,
      Optional<ProxyMetadata> proxyMetadata,
      Optional<RootsView> roots,
      Optional<KubeconfigsView> kubeconfigs,
      CertificatesView certificates) {}

  /** Where it finds the kubeconfigs of clusters that it reads. */
  record KubeconfigsView(String path, Optional<CsiView> csi) {
    static KubeconfigsView of(KubeconfigFolder folder) {
      return new KubeconfigsView(
          folder.path(),
          folder
              .driver()
              .map(
                  driver ->
                      new CsiView(driver, folder.path(), MapEntry.list(folder.attributes()))));
    }
  }

  /** The volume that they are in. */
  record CsiView(String driver, String path, List<MapEntry> attributes) {}

  /** What its proxies are told besides what the chart tells them. */
  record ProxyMetadata(boolean dnsCapture, Optional<RootsView> roots) {}

  /** How ambient workloads reach other networks. */
  record MultiNetwork(List<MapEntry> env, List<MapEntry> globalServices) {}

  /** A template's view: values of the istiod chart on a remote. */
  record RemoteView(
      IdentityView identity,
      ImagesView images,
      Optional<String> revision,
      TraitsView traits,
      Optional<String> pilotAddress,
      List<MapEntry> webhookAnnotations,
      Injector injector,
      Optional<String> caAddress,
      Optional<String> meshConfigTrustDomain) {}

  /** The injection webhook of a remote, by path or by address. */
  record Injector(Optional<String> path, Optional<String> url) {}

  IstiodView own(ClusterPlan cluster, Release release, Optional<RootsView> roots) {
    return new IstiodView(
        IdentityView.of(mesh, cluster),
        DomainsView.of(mesh),
        ImagesView.of(cluster),
        revision(release.control()),
        TraitsView.of(cluster),
        ScalingView.of(cluster, release.control()),
        MapEntry.list(cluster.injectorAnnotations()),
        serves(cluster, release, roots),
        dataPlane(cluster.dataPlane().ambient()));
  }

  private static Serves serves(ClusterPlan cluster, Release release, Optional<RootsView> roots) {
    return new Serves(
        cluster.gateways().exposesIstiod(),
        cluster.controlPlane().trustDomainAlias(),
        release.failClosedWebhook(),
        cluster.dataPlane().cni(),
        Optional.of(new ProxyMetadata(cluster.cluster().istio().dnsCapture(), roots))
            .filter(told -> told.dnsCapture() || roots.isPresent()),
        roots,
        cluster.discovery().folder().map(KubeconfigsView::of),
        CertificatesView.of(cluster.trust()));
  }

  private static DataPlaneView dataPlane(Optional<AmbientPlan> ambient) {
    return new DataPlaneView(
        ambient.isPresent(),
        ambient.filter(AmbientPlan::multiNetwork).map(IstiodValues::multiNetwork));
  }

  private static MultiNetwork multiNetwork(AmbientPlan ambient) {
    return new MultiNetwork(MapEntry.list(ambient.env()), MapEntry.list(ambient.globalServices()));
  }

  RemoteView remote(ClusterPlan cluster, Release release, RemotePlan remote) {
    return new RemoteView(
        IdentityView.of(mesh, cluster),
        ImagesView.of(cluster),
        revision(release.control()),
        TraitsView.of(cluster),
        remote.pilotAddress(),
        MapEntry.list(cluster.injectorAnnotations()),
        new Injector(
            remote.host().isPresent() ? Optional.empty() : Optional.of(remote.injectionPath()),
            remote.injectionUrl()),
        cluster.trust().caAddress(),
        remote.meshConfig() ? Optional.of(mesh.trustDomain()) : Optional.empty());
  }

  /** The name of a revision, if it has one. */
  static Optional<String> revision(Revision control) {
    return control.name().isEmpty() ? Optional.empty() : Optional.of(control.name());
  }
}
