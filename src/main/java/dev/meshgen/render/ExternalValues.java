package dev.meshgen.render;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.HostingPlan;
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
      String namespace, String validationURL, boolean failsOpen, ImagesView images) {}

  /** A template's view: values of the istiod chart where an external istiod is configured. */
  record ConfigView(
      IdentityView identity,
      ImagesView images,
      Optional<String> platform,
      String trustDomain,
      List<MapEntry> webhookAnnotations,
      Webhooks webhooks) {}

  /** The webhooks of that istiod. */
  record Webhooks(String injectionURL, String validationURL, boolean failsOpen) {}

  /** A template's view: values of the istiod chart where an external istiod runs. */
  record ExternalView(
      IdentityView identity,
      DomainsView domains,
      ImagesView images,
      Optional<String> platform,
      ScalingView scaling,
      String address,
      Features features) {}

  /** What it does besides, and what it signs with. */
  record Features(
      boolean cni, boolean dnsCapture, Optional<RootsView> roots, CertificatesView certificates) {}

  ConfigBaseView configBase(ClusterPlan cluster, RemotePlan remote) {
    return new ConfigBaseView(
        mesh.istioNamespace(),
        remote.validationUrl().orElseThrow(),
        remote.failsOpen(),
        ImagesView.of(cluster));
  }

  ConfigView config(ClusterPlan cluster, RemotePlan remote) {
    return new ConfigView(
        IdentityView.of(mesh, cluster),
        ImagesView.of(cluster),
        cluster.dataPlane().platform(),
        mesh.trustDomain(),
        MapEntry.list(cluster.injectorAnnotations()),
        new Webhooks(
            remote.injectionUrl().orElseThrow(),
            remote.validationUrl().orElseThrow(),
            remote.failsOpen()));
  }

  ExternalView external(ClusterPlan cluster, HostingPlan hosting, Optional<RootsView> roots) {
    return new ExternalView(
        IdentityView.of(mesh, hosting.clusterId(), hosting.network()),
        DomainsView.of(mesh),
        ImagesView.of(cluster),
        hosting.platform(),
        ScalingView.of(cluster, cluster.cluster().istio().defaultControlPlane()),
        hosting.host() + ":" + GatewayPort.ISTIOD.number(),
        new Features(
            hosting.cni(),
            cluster.cluster().istio().dnsCapture(),
            roots,
            CertificatesView.of(cluster.trust())));
  }
}
