package dev.meshgen.platform;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;

/** Istio's agents on the nodes of a cluster. */
public final class NodeAgents {
  private NodeAgents() {}

  /** The namespace that they run in. */
  public static String namespace(Cluster cluster, Mesh mesh) {
    return Platforms.of(cluster).agentNamespace().orElse(mesh.istioNamespace());
  }
}
