package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platforms;
import java.util.ArrayList;
import java.util.List;

/**
 * What carries traffic between clusters.
 *
 * @param ambient the clusters whose workloads join the mesh through ztunnel
 * @param sidecars the clusters with sidecars, without those that are joining or detached, which
 *     have no endpoints in other clusters to lose
 * @param multiNetwork whether ambient workloads reach those of other networks
 */
public record DataPlanes(List<Cluster> ambient, List<Cluster> sidecars, boolean multiNetwork) {
  public DataPlanes {
    ambient = List.copyOf(ambient);
    sidecars = List.copyOf(sidecars);
  }

  static DataPlanes of(Mesh mesh, Networks networks) {
    List<Cluster> ambient = new ArrayList<>();
    List<Cluster> sidecars = new ArrayList<>();
    for (Cluster cluster : networks.members()) {
      if (cluster.isAmbient()) {
        ambient.add(cluster);
      } else if (Topology.isRelied(cluster)) {
        sidecars.add(cluster);
      }
    }
    // Only once no cluster has sidecars, which would lose every endpoint in other clusters
    // (istio/istio#61713).
    boolean multiNetwork =
        sidecars.isEmpty() && ambient.size() > 1 && mesh.ambient().multiNetwork().orElse(true);
    return new DataPlanes(ambient, sidecars, multiNetwork);
  }

  /**
   * Whether only a CNI plugin can redirect the traffic of a cluster's Pods. The Sail Operator
   * installs its own.
   */
  public static boolean needsCni(Cluster cluster) {
    return Topology.hasWorkloads(cluster)
        && (cluster.isAmbient() || Platforms.of(cluster).cniReason().isPresent());
  }

  /** Whether a cluster runs Istio's CNI plugin: as the spec says, else where it is needed. */
  public static boolean runsCni(Cluster cluster) {
    return Topology.hasWorkloads(cluster)
        && cluster.istio().cni().orElseGet(() -> needsCni(cluster));
  }

  /** Whether the workloads of a cluster reach other networks, and are reached, through HBONE. */
  public boolean speaksHbone(Cluster cluster) {
    return multiNetwork && cluster.isAmbient();
  }
}
