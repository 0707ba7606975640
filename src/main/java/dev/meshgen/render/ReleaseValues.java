package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.AmbientPlan;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.RemotePlan;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The Helm values of a cluster's releases. */
final class ReleaseValues {
  private final Mesh mesh;

  ReleaseValues(MeshPlan plan) {
    this.mesh = plan.mesh();
  }

  /** A template's view: values of the base chart. */
  record BaseView(
      String namespace,
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
      boolean failClosedWebhook,
      boolean pulls,
      List<String> imagePullSecrets,
      Optional<String> platform,
      boolean cni,
      boolean ambient,
      boolean multiNetwork,
      List<Entry> env,
      List<Entry> globalServices) {}

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
      Optional<String> platform,
      String namespace,
      String cluster,
      String network,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the base chart where an external istiod is configured. */
  record ConfigBaseView(
      String namespace,
      String validationURL,
      boolean failsOpen,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the istiod chart where an external istiod is configured. */
  record ConfigView(
      String hub,
      String namespace,
      String mesh,
      String cluster,
      String network,
      String injectionURL,
      String validationURL,
      boolean failsOpen,
      String trustDomain,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the istiod chart where an external istiod runs. */
  record ExternalView(
      String hub,
      String namespace,
      String mesh,
      String configCluster,
      String network,
      String clusterDomain,
      String trustDomain,
      String address,
      boolean cni,
      boolean dnsCapture,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the gateway of an external istiod. */
  record IstiodGatewayView(
      String name,
      String credentialName,
      int xdsPort,
      int webhookPort,
      boolean annotated,
      List<Entry> annotations,
      Optional<String> loadBalancerIp,
      boolean ranged,
      List<String> sourceRanges,
      boolean pulls,
      List<String> imagePullSecrets) {}

  /** A template's view: values of the east-west gateway. */
  record GatewayView(
      String name,
      String network,
      Optional<String> gatewayPort,
      boolean moved,
      Optional<Integer> statusPort,
      Optional<Integer> tlsPort,
      Optional<Integer> istiodPort,
      Optional<Integer> webhookPort,
      boolean annotated,
      List<Entry> annotations,
      Optional<String> loadBalancerIp,
      boolean ranged,
      List<String> sourceRanges,
      boolean pulls,
      List<String> imagePullSecrets,
      Optional<String> platform) {}

  FileView of(ClusterPlan cluster, Release release) {
    return new FileView(
        cluster.folder() + release.valuesFile(),
        "cluster/values/" + release.kind().template() + ".yaml",
        view(cluster, release));
  }

  private Object view(ClusterPlan cluster, Release release) {
    return switch (release.kind()) {
      case BASE -> base(cluster);
      case ISTIOD -> istiod(cluster);
      case REMOTE -> remote(cluster, cluster.remoteOf().orElseThrow());
      case CONFIG_BASE -> configBase(cluster, cluster.remoteOf().orElseThrow());
      case CONFIG -> config(cluster, cluster.remoteOf().orElseThrow());
      case EXTERNAL -> external(cluster, cluster.hosting().orElseThrow());
      case ISTIOD_GATEWAY -> istiodGateway(cluster, release, cluster.hosting().orElseThrow());
      case CNI -> cni(cluster);
      case ZTUNNEL -> ztunnel(cluster);
      case EASTWEST -> gateway(cluster, release, cluster.eastWest().orElseThrow());
    };
  }

  private BaseView base(ClusterPlan cluster) {
    return new BaseView(
        mesh.istioNamespace(),
        cluster.dataPlane().platform(),
        cluster.failClosedWebhook(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private IstiodView istiod(ClusterPlan cluster) {
    Optional<AmbientPlan> ambient = cluster.dataPlane().ambient();
    return new IstiodView(
        cluster.cluster().istio().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        mesh.clusterDomain(),
        mesh.trustDomain(),
        cluster.cluster().istio().dnsCapture(),
        cluster.exposesIstiod(),
        cluster.failClosedWebhook(),
        pulls(cluster),
        imagePullSecrets(cluster),
        cluster.dataPlane().platform(),
        cluster.dataPlane().cni(),
        ambient.isPresent(),
        cluster.dataPlane().multiNetwork(),
        Entry.list(ambient.map(AmbientPlan::env).orElse(Collections.emptySortedMap())),
        Entry.list(ambient.map(AmbientPlan::globalServices).orElse(Collections.emptySortedMap())));
  }

  private RemoteView remote(ClusterPlan cluster, RemotePlan remote) {
    return new RemoteView(
        cluster.cluster().istio().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        remote.pilotAddress(),
        remote.host().isPresent() ? Optional.empty() : Optional.of(remote.injectionPath()),
        remote.injectionUrl(),
        remote.meshConfig(),
        mesh.trustDomain(),
        pulls(cluster),
        imagePullSecrets(cluster),
        cluster.dataPlane().platform());
  }

  private static CniView cni(ClusterPlan cluster) {
    return new CniView(
        cluster.cluster().istio().hub(),
        cluster.dataPlane().nodePlatform(),
        cluster.dataPlane().ambient().isPresent(),
        cluster.cluster().istio().dnsCapture(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private ZtunnelView ztunnel(ClusterPlan cluster) {
    return new ZtunnelView(
        cluster.cluster().istio().hub(),
        cluster.dataPlane().nodePlatform(),
        mesh.istioNamespace(),
        cluster.name(),
        cluster.cluster().network(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private ConfigBaseView configBase(ClusterPlan cluster, RemotePlan remote) {
    return new ConfigBaseView(
        mesh.istioNamespace(),
        remote.validationUrl().orElseThrow(),
        remote.failsOpen(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private ConfigView config(ClusterPlan cluster, RemotePlan remote) {
    return new ConfigView(
        cluster.cluster().istio().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        remote.injectionUrl().orElseThrow(),
        remote.validationUrl().orElseThrow(),
        remote.failsOpen(),
        mesh.trustDomain(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private ExternalView external(ClusterPlan cluster, HostingPlan hosting) {
    return new ExternalView(
        cluster.cluster().istio().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        hosting.configCluster(),
        hosting.network(),
        mesh.clusterDomain(),
        mesh.trustDomain(),
        hosting.host() + ":" + GatewayPlan.ISTIOD_PORT,
        cluster.cluster().runsCni(),
        cluster.cluster().istio().dnsCapture(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private static IstiodGatewayView istiodGateway(
      ClusterPlan cluster, Release release, HostingPlan hosting) {
    List<Entry> annotations = Entry.list(hosting.gateway().annotations());
    return new IstiodGatewayView(
        release.name(),
        hosting.credentialName(),
        GatewayPlan.ISTIOD_PORT,
        GatewayPlan.WEBHOOK_PORT,
        !annotations.isEmpty(),
        annotations,
        hosting.gateway().loadBalancerIp(),
        !hosting.gateway().sourceRanges().isEmpty(),
        hosting.gateway().sourceRanges(),
        pulls(cluster),
        imagePullSecrets(cluster));
  }

  private static GatewayView gateway(ClusterPlan cluster, Release release, GatewayPlan gateway) {
    List<Entry> annotations = Entry.list(gateway.annotations());
    SortedMap<String, Integer> moved = gateway.ports().moved();
    return new GatewayView(
        release.name(),
        cluster.cluster().network(),
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

  private static boolean pulls(ClusterPlan cluster) {
    return !cluster.cluster().istio().imagePullSecrets().isEmpty();
  }

  private static List<String> imagePullSecrets(ClusterPlan cluster) {
    return cluster.cluster().istio().imagePullSecrets().stream().map(Located::value).toList();
  }
}
