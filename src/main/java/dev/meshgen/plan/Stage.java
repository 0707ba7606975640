package dev.meshgen.plan;

/** How far a cluster is on its way into the mesh, or out of it. */
public enum Stage {
  /** Waits until the others can discover it. */
  JOINING,

  /** Is in the spec as one that joins, but has nothing to wait for any more. */
  JOINED,

  ACTIVE,

  DRAINING,

  DETACHED
}
