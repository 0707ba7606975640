package dev.meshgen.render;

import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import java.util.Optional;

/** The values of what runs on every node. */
final class NodeAgentValues {
  private NodeAgentValues() {}

  /** A template's view: values of the CNI plugin. */
  record CniView(
      ImagesView images, Optional<String> platform, boolean ambient, boolean dnsCapture) {}

  /** A template's view: values of ztunnel. */
  record ZtunnelView(
      IdentityView identity,
      ImagesView images,
      Optional<String> clusterDomain,
      Optional<String> platform,
      Optional<String> caAddress) {}

  static CniView cni(ClusterPlan cluster) {
    return new CniView(
        ImagesView.of(cluster),
        cluster.dataPlane().nodePlatform(),
        cluster.dataPlane().ambient().isPresent(),
        cluster.cluster().istio().dnsCapture());
  }

  static ZtunnelView ztunnel(Mesh mesh, ClusterPlan cluster) {
    return new ZtunnelView(
        IdentityView.of(mesh, cluster),
        ImagesView.of(cluster),
        Optional.of(mesh.clusterDomain())
            .filter(domain -> !domain.equals(IstioDefaults.CLUSTER_DOMAIN)),
        cluster.dataPlane().nodePlatform(),
        cluster.trust().caAddress());
  }
}
