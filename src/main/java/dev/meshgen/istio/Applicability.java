package dev.meshgen.istio;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.NodeAgents;

/** Whose clusters something about a version makes a difference to. */
public enum Applicability {
  /** To all. */
  ALL("all"),
  /** Where ztunnel carries the traffic. */
  AMBIENT("ambient"),
  /** Where there are sidecars. */
  SIDECAR("sidecar"),
  /** Where Istio's CNI plugin runs. */
  CNI("cni"),
  /** Where the mesh has a trust domain of its own. */
  TRUST_DOMAIN("trustDomain");

  /** What Istio takes for the trust domain of who does not say. */
  private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";

  private final String id;

  Applicability(String id) {
    this.id = id;
  }

  /** Whether it does to a cluster of a mesh. */
  public boolean touches(Mesh mesh, Cluster cluster) {
    return switch (this) {
      case ALL -> true;
      case AMBIENT -> cluster.isAmbient();
      case SIDECAR -> !cluster.isAmbient();
      case CNI -> NodeAgents.runsCni(cluster);
      case TRUST_DOMAIN -> !mesh.trustDomain().equals(DEFAULT_TRUST_DOMAIN);
    };
  }

  /** As files of minors say it. */
  public String id() {
    return id;
  }

  static Applicability ofId(String id) {
    for (Applicability concern : values()) {
      if (concern.id.equals(id)) {
        return concern;
      }
    }
    throw new IllegalStateException("not a concern: " + id);
  }
}
