package dev.meshgen.model;

import java.util.List;
import java.util.Optional;

/**
 * A cluster's role in the control plane.
 *
 * @param primaries of a remote: the clusters that control it; it connects to the first
 * @param hosting how an external cluster offers the istiod that it hosts
 */
public record ControlPlane(Role role, List<Located<String>> primaries, Hosting hosting) {

  /** Where the istiod of a cluster is. */
  public enum Role {
    /** Runs its own. */
    PRIMARY,

    /** Is controlled by the istiod of its primaries. */
    REMOTE,

    /** Hosts an istiod for remotes, and is itself outside of the mesh. */
    EXTERNAL
  }

  /**
   * How an external istiod is reached, and which name it uses. Only external clusters have this.
   *
   * @param configCluster the remote that istiod takes its configuration from, and its name
   * @param host DNS name of its gateway
   * @param credentialName Secret with the certificate of {@code host}
   */
  public record Hosting(
      Optional<String> configCluster, Optional<String> host, Optional<String> credentialName) {}

  public ControlPlane {
    primaries = List.copyOf(primaries);
  }

  public boolean isRemote() {
    return role == Role.REMOTE;
  }

  public boolean isExternal() {
    return role == Role.EXTERNAL;
  }
}
