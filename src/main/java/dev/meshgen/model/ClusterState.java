package dev.meshgen.model;

/** The steps of a cluster between joining the mesh and leaving it. */
public enum ClusterState {
  /** Comes up; the others discover it once its credential is there. */
  JOINING("joining"),

  /** A member like any other. */
  ACTIVE("active"),

  /** The others no longer discover it; it still discovers them, and serves what is under way. */
  DRAINING("draining"),

  /** On its own: it discovers no cluster, and no cluster discovers it. */
  DETACHED("detached");

  private final String id;

  ClusterState(String id) {
    this.id = id;
  }

  /** The word for it in the spec. */
  public String id() {
    return id;
  }

  /** Whether it is a member like any other. */
  public boolean isActive() {
    return this == ACTIVE;
  }

  /** Whether it comes up. */
  public boolean isJoining() {
    return this == JOINING;
  }

  /** Whether the other clusters should send it traffic. */
  public boolean isSeen() {
    return this == JOINING || this == ACTIVE;
  }

  /** Whether others depend on it, so that a change for it alone must not change them. */
  public boolean isRelied() {
    return this == ACTIVE || this == DRAINING;
  }

  /** Whether it is part of the mesh at all: with a gateway, a reader token, and discovery. */
  public boolean isConnected() {
    return this != DETACHED;
  }
}
