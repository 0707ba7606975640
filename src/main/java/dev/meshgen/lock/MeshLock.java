package dev.meshgen.lock;

import java.util.Objects;
import java.util.SortedMap;

/**
 * The lock of a mesh: {@code trust/meshgen.lock}, which records the root.
 *
 * @param mesh name of the mesh
 * @param sealed path of a sealed file, from the output folder, to what was sealed
 */
public record MeshLock(String mesh, SortedMap<String, SealedFacts> sealed) {
  public MeshLock {
    Objects.requireNonNull(mesh);
    sealed = LockConstraints.copy(sealed);
  }
}
