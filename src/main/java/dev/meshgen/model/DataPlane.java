package dev.meshgen.model;

/** How workloads join the mesh. */
public enum DataPlane {
  SIDECAR
}
