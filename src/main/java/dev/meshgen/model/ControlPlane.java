package dev.meshgen.model;

import java.util.List;

/**
 * A cluster's part in the control plane.
 *
 * @param primaries of a remote: who controls it; the first is the one it connects to
 */
public record ControlPlane(Role role, List<Located<String>> primaries) {

  /** Where the istiod of a cluster is. */
  public enum Role {
    /** Runs its own. */
    PRIMARY,

    /** Is controlled by the istiod of its primaries. */
    REMOTE
  }

  public ControlPlane {
    primaries = List.copyOf(primaries);
  }

  public boolean isRemote() {
    return role == Role.REMOTE;
  }
}
