package dev.meshgen.model;

/** How workloads join the mesh. */
public enum DataPlane {
  /** An Envoy beside every workload. */
  SIDECAR,

  /** A ztunnel on every node, and waypoints where a user asks for them. */
  AMBIENT
}
