package dev.meshgen.render;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.tree.ClusterLayout;

/** What leads from the gateway of an istiod outside of the mesh to that istiod. */
final class HostingFolder {
  private final MeshPlan plan;
  private final ClusterPlan cluster;
  private final HostingPlan hosting;

  HostingFolder(MeshPlan plan, ClusterPlan cluster, HostingPlan hosting) {
    this.plan = plan;
    this.cluster = cluster;
    this.hosting = hosting;
  }

  /**
   * A template's view: the gateway's configuration.
   *
   * @param istiod its Service, by a name that the Istio of that cluster completes: whatever domain
   *     the mesh has, that cluster may have another
   * @param istiodName the name on its certificate
   */
  record ExternalIstiodView(
      String namespace,
      String gateway,
      String host,
      IstiodPortsView ports,
      String istiod,
      String istiodName) {}

  KustomizeFolder folder() {
    String namespace = plan.mesh().istioNamespace();
    String name = ControlPlanes.service(namespace);
    return ClusterFiles.at(cluster, Layer.CONFIG)
        .add(
            ClusterLayout.EXTERNAL_ISTIOD,
            "cluster/config/",
            new ExternalIstiodView(
                namespace,
                HostingPlan.GATEWAY,
                hosting.host(),
                IstiodPortsView.PORTS,
                ControlPlanes.ISTIOD,
                name));
  }
}
