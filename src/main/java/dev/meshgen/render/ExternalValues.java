package dev.meshgen.render;

import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.RemotePlan;
import java.util.List;
import java.util.Optional;

/**
 * The Helm values of an istiod outside of its mesh, and of the cluster that it is configured in.
 */
final class ExternalValues {
  private final Mesh mesh;

  ExternalValues(Mesh mesh) {
    this.mesh = mesh;
  }

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
      List<String> imagePullSecrets,
      Optional<String> platform) {}

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
      List<String> imagePullSecrets,
      Optional<String> platform) {}

  /** A template's view: values of the gateway of an external istiod. */
  record IstiodGatewayView(
      String name,
      String credentialName,
      int xdsPort,
      int webhookPort,
      boolean annotated,
      List<MapEntry> annotations,
      Optional<String> loadBalancerIp,
      boolean ranged,
      List<String> sourceRanges,
      boolean pulls,
      List<String> imagePullSecrets,
      Optional<String> platform) {}

  Object view(ClusterPlan cluster, Release release) {
    return switch (release.kind()) {
      case CONFIG_BASE -> configBase(cluster, cluster.remoteOf().orElseThrow());
      case CONFIG -> config(cluster, cluster.remoteOf().orElseThrow());
      case EXTERNAL -> external(cluster, cluster.hosting().orElseThrow());
      case ISTIOD_GATEWAY -> istiodGateway(cluster, release, cluster.hosting().orElseThrow());
      default ->
          throw new IllegalArgumentException(release.kind() + " is of a cluster's own istiod");
    };
  }

  private ConfigBaseView configBase(ClusterPlan cluster, RemotePlan remote) {
    return new ConfigBaseView(
        mesh.istioNamespace(),
        remote.validationUrl().orElseThrow(),
        remote.failsOpen(),
        ReleaseValues.pulls(cluster),
        ReleaseValues.imagePullSecrets(cluster));
  }

  private ConfigView config(ClusterPlan cluster, RemotePlan remote) {
    return new ConfigView(
        cluster.cluster().istio().images().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        remote.injectionUrl().orElseThrow(),
        remote.validationUrl().orElseThrow(),
        remote.failsOpen(),
        mesh.trustDomain(),
        ReleaseValues.pulls(cluster),
        ReleaseValues.imagePullSecrets(cluster),
        cluster.dataPlane().platform());
  }

  private ExternalView external(ClusterPlan cluster, HostingPlan hosting) {
    return new ExternalView(
        cluster.cluster().istio().images().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        hosting.configCluster(),
        hosting.network(),
        mesh.clusterDomain(),
        mesh.trustDomain(),
        hosting.host() + ":" + GatewayPlan.ISTIOD_PORT,
        hosting.cni(),
        cluster.cluster().istio().dnsCapture(),
        ReleaseValues.pulls(cluster),
        ReleaseValues.imagePullSecrets(cluster),
        hosting.platform());
  }

  private static IstiodGatewayView istiodGateway(
      ClusterPlan cluster, Release release, HostingPlan hosting) {
    List<MapEntry> annotations = MapEntry.list(hosting.gateway().annotations());
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
        ReleaseValues.pulls(cluster),
        ReleaseValues.imagePullSecrets(cluster),
        cluster.dataPlane().platform());
  }
}
