package dev.meshgen.istio;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.NodeAgents;

/** Which clusters something about a version applies to. */
public enum Applicability {
  /** All. */
  ALL("all"),
  /** Where ztunnel carries the traffic. */
  AMBIENT("ambient"),
  /** Where there are sidecars. */
  SIDECAR("sidecar"),
  /** Where Istio's CNI plugin runs. */
  CNI("cni"),
  /** Where the mesh sets its own trust domain. */
  TRUST_DOMAIN("trustDomain");

  /** Istio's trust domain where none is set. */
  private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";

  private final String id;

  Applicability(String id) {
    this.id = id;
  }

  /** Whether it applies to a cluster of a mesh. */
  public boolean touches(Mesh mesh, Cluster cluster) {
    return switch (this) {
      case ALL -> true;
      case AMBIENT -> cluster.isAmbient();
      case SIDECAR -> !cluster.isAmbient();
      case CNI -> NodeAgents.runsCni(cluster);
      case TRUST_DOMAIN -> !mesh.trustDomain().equals(DEFAULT_TRUST_DOMAIN);
    };
  }

  /** The word for it in the files of minors. */
  public String id() {
    return id;
  }

  static Applicability ofId(String id) {
    for (Applicability concern : values()) {
      if (concern.id.equals(id)) {
        return concern;
      }
    }
    throw new IllegalStateException("unknown applicability: " + id);
  }
}
