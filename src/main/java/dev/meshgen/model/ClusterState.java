package dev.meshgen.model;

/** Where a cluster stands between joining the mesh and leaving it. */
public enum ClusterState {
  /** Comes up; the others discover it once its credential is there. */
  JOINING("joining"),

  /** A member like any other. */
  ACTIVE("active"),

  /** The others no longer discover it; it still discovers them, and serves what is under way. */
  DRAINING("draining"),

  /** On its own: nobody can discover it any more, and it discovers nobody. */
  DETACHED("detached");

  private final String id;

  ClusterState(String id) {
    this.id = id;
  }

  /** The word that the spec has for it. */
  public String id() {
    return id;
  }

  /** Whether the other clusters shall send it traffic. */
  public boolean isSeen() {
    return this == JOINING || this == ACTIVE;
  }

  /** Whether others rely on it, so that what suits it alone must not change them. */
  public boolean isRelied() {
    return this == ACTIVE || this == DRAINING;
  }

  /** Whether it takes part in the mesh at all: with a gateway, a reader's token, and discovery. */
  public boolean isConnected() {
    return this != DETACHED;
  }
}
