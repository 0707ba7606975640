package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.AmbientPlan;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.RemotePlan;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The Helm values of a cluster's releases. */
final class ReleaseValues {
  /** What ztunnel takes for the domain of Services unless told otherwise. */
  private static final String USUAL_DOMAIN = "cluster.local";

  private final Mesh mesh;

  ReleaseValues(MeshPlan plan) {
    this.mesh = plan.mesh();
  }

  /** A template's view: values of the base chart. */
  record BaseView(
      String namespace,
      boolean unvalidated,
      Optional<String> defaultRevision,
      Optional<String> platform,
      boolean failClosedWebhook,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the istiod chart. */
  record IstiodView(
      String hub,
      String namespace,
      String mesh,
      String cluster,
      String network,
      String clusterDomain,
      String trustDomain,
      boolean dnsCapture,
      boolean externalIstiod,
      Optional<String> revision,
      boolean trustDomainAlias,
      boolean failClosedWebhook,
      boolean pulls,
      List<String> imagePullSecrets,
      Optional<String> platform,
      boolean cni,
      boolean ambient,
      boolean multiNetwork,
      List<MapEntry> env,
      List<MapEntry> globalServices) {}

  /** A template's view: values of the istiod chart on a remote. */
  record RemoteView(
      String hub,
      String namespace,
      String mesh,
      String cluster,
      String network,
      Optional<String> pilotAddress,
      Optional<String> injectionPath,
      Optional<String> injectionURL,
      Optional<String> revision,
      boolean meshConfig,
      String trustDomain,
      boolean pulls,
      List<String> imagePullSecrets,
      Optional<String> platform) {}

  /** A template's view: values of the CNI plugin. */
  record CniView(
      String hub,
      Optional<String> platform,
      boolean ambient,
      boolean dnsCapture,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of ztunnel. */
  record ZtunnelView(
      String hub,
      Optional<String> clusterDomain,
      Optional<String> platform,
      String namespace,
      String cluster,
      String network,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the east-west gateway. */
  record GatewayView(
      String name,
      String network,
      Optional<String> revision,
      Optional<String> gatewayPort,
      boolean moved,
      Optional<Integer> statusPort,
      Optional<Integer> tlsPort,
      Optional<Integer> istiodPort,
      Optional<Integer> webhookPort,
      boolean annotated,
      List<MapEntry> annotations,
      Optional<String> loadBalancerIp,
      boolean ranged,
      List<String> sourceRanges,
      boolean pulls,
      List<String> imagePullSecrets,
      Optional<String> platform) {}

  FileView of(ClusterPlan cluster, Release release) {
    return new FileView(
        cluster.layout().values(release.key()),
        "cluster/values/" + release.kind().template() + ".yaml",
        view(cluster, release));
  }

  private Object view(ClusterPlan cluster, Release release) {
    return switch (release.kind()) {
      case BASE -> base(cluster, release);
      case ISTIOD -> istiod(cluster, release);
      case REMOTE -> remote(cluster, release, cluster.remoteOf().orElseThrow());
      case CONFIG_BASE, CONFIG, EXTERNAL, ISTIOD_GATEWAY ->
          new ExternalValues(mesh).view(cluster, release);
      case CNI -> cni(cluster);
      case ZTUNNEL -> ztunnel(cluster);
      case EASTWEST -> gateway(cluster, release, cluster.eastWest().orElseThrow());
    };
  }

  private static Optional<String> name(Revision control) {
    return control.name().isEmpty() ? Optional.empty() : Optional.of(control.name());
  }

  private BaseView base(ClusterPlan cluster, Release release) {
    // The operator decides that by itself.
    boolean unvalidated = cluster.remoteOf().isPresent() && cluster.sail().isEmpty();
    return new BaseView(
        mesh.istioNamespace(),
        unvalidated,
        unvalidated ? Optional.empty() : name(cluster.cluster().istio().defaultControlPlane()),
        cluster.dataPlane().platform(),
        release.failClosedWebhook(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private IstiodView istiod(ClusterPlan cluster, Release release) {
    Optional<AmbientPlan> ambient = cluster.dataPlane().ambient();
    return new IstiodView(
        cluster.cluster().istio().images().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        mesh.clusterDomain(),
        mesh.trustDomain(),
        cluster.cluster().istio().dnsCapture(),
        cluster.gateways().exposesIstiod(),
        name(release.control()),
        cluster.controlPlane().trustDomainAlias(),
        release.failClosedWebhook(),
        pulls(cluster),
        imagePullSecrets(cluster),
        cluster.dataPlane().platform(),
        cluster.dataPlane().cni(),
        ambient.isPresent(),
        cluster.dataPlane().multiNetwork(),
        MapEntry.list(ambient.map(AmbientPlan::env).orElse(Collections.emptySortedMap())),
        MapEntry.list(
            ambient.map(AmbientPlan::globalServices).orElse(Collections.emptySortedMap())));
  }

  private RemoteView remote(ClusterPlan cluster, Release release, RemotePlan remote) {
    return new RemoteView(
        cluster.cluster().istio().images().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        remote.pilotAddress(),
        remote.host().isPresent() ? Optional.empty() : Optional.of(remote.injectionPath()),
        remote.injectionUrl(),
        name(release.control()),
        remote.meshConfig(),
        mesh.trustDomain(),
        pulls(cluster),
        imagePullSecrets(cluster),
        cluster.dataPlane().platform());
  }

  private static CniView cni(ClusterPlan cluster) {
    return new CniView(
        cluster.cluster().istio().images().hub(),
        cluster.dataPlane().nodePlatform(),
        cluster.dataPlane().ambient().isPresent(),
        cluster.cluster().istio().dnsCapture(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private ZtunnelView ztunnel(ClusterPlan cluster) {
    return new ZtunnelView(
        cluster.cluster().istio().images().hub(),
        Optional.of(mesh.clusterDomain()).filter(domain -> !domain.equals(USUAL_DOMAIN)),
        cluster.dataPlane().nodePlatform(),
        mesh.istioNamespace(),
        cluster.name(),
        cluster.cluster().network(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private static GatewayView gateway(ClusterPlan cluster, Release release, GatewayPlan gateway) {
    List<MapEntry> annotations = MapEntry.list(gateway.annotations());
    SortedMap<String, Integer> moved = gateway.ports().moved();
    return new GatewayView(
        release.name(),
        cluster.cluster().network(),
        name(release.control()),
        Optional.ofNullable(moved.get("tls")).map(String::valueOf),
        !moved.isEmpty(),
        Optional.ofNullable(moved.get("status-port")),
        Optional.ofNullable(moved.get("tls")),
        Optional.ofNullable(moved.get("tls-istiod")),
        Optional.ofNullable(moved.get("tls-webhook")),
        !annotations.isEmpty(),
        annotations,
        gateway.loadBalancerIp(),
        !gateway.sourceRanges().isEmpty(),
        gateway.sourceRanges(),
        pulls(cluster),
        imagePullSecrets(cluster),
        cluster.dataPlane().platform());
  }

  static boolean pulls(ClusterPlan cluster) {
    return !cluster.cluster().istio().images().pullSecrets().isEmpty();
  }

  static List<String> imagePullSecrets(ClusterPlan cluster) {
    return cluster.cluster().istio().images().pullSecretNames();
  }
}
