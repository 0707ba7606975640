package dev.meshgen.platform;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;

/** Istio's agents on the nodes of a cluster. */
public final class NodeAgents {
  private NodeAgents() {}

  /**
   * Whether only a CNI plugin can redirect the traffic of its Pods. The Sail Operator installs its
   * own.
   */
  public static boolean needsCni(Cluster cluster) {
    return cluster.isAmbient() || Platforms.of(cluster).cniReason().isPresent();
  }

  /** Whether it runs Istio's CNI plugin: as the spec says, else where it is needed. */
  public static boolean runsCni(Cluster cluster) {
    return cluster.istio().cni().orElseGet(() -> needsCni(cluster));
  }

  /** Whether it has any in Istio's namespace, whose Pods then have to be admitted as privileged. */
  public static boolean runInIstioNamespace(Cluster cluster, Mesh mesh) {
    boolean has = runsCni(cluster) || cluster.isAmbient();
    return has
        && !cluster.controlPlane().isExternal()
        && namespace(cluster, mesh).equals(mesh.istioNamespace());
  }

  /** The namespace that they run in. */
  public static String namespace(Cluster cluster, Mesh mesh) {
    return Platforms.of(cluster).agentNamespace().orElse(mesh.istioNamespace());
  }
}
