package dev.meshgen.lock;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The lock of a mesh: {@code trust/meshgen.lock}, which records the root.
 *
 * @param mesh name of the mesh
 * @param writer major and minor of the meshgen that wrote the tree; empty if it is not known
 * @param sealed path of a sealed file, from the output folder, to what was sealed
 */
public record MeshLock(
    String mesh, Optional<String> writer, SortedMap<String, SealedFacts> sealed) {
  public MeshLock {
    Objects.requireNonNull(mesh);
    Objects.requireNonNull(writer);
    sealed = LockConstraints.copy(sealed);
  }

  /** One of an unknown writer. */
  public MeshLock(String mesh, SortedMap<String, SealedFacts> sealed) {
    this(mesh, Optional.empty(), sealed);
  }
}
