package dev.meshgen.delivery;

import dev.meshgen.model.Mesh;

/** A kind of GitOps engine: what there is to know of it before a mesh has it. */
public interface EngineType {

  /** Its name in the spec: the one property of {@code delivery}. */
  String id();

  /** What people call it. */
  String name();

  /** The engine of a mesh whose spec names it. */
  Engine of(Mesh mesh);

  /** The folder of the tree in which it has a folder of files for each cluster. */
  String clusterFolders();

  /** What a new spec says of it. */
  InitialDelivery initial();
}
