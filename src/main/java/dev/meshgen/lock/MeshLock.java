package dev.meshgen.lock;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The lock of a mesh: {@code trust/meshgen.lock}, which records the root.
 *
 * @param mesh name of the mesh
 * @param writer major and minor of the meshgen that wrote the tree; empty if it is not known
 * @param root certificate of a root that was imported, whose key need not be in the tree
 * @param rotation the root that is to take its place, if any
 * @param sealed path of a sealed file, from the output folder, to what was sealed
 * @param revoked intermediates that every cluster's list of revoked certificates names
 */
public record MeshLock(
    String mesh,
    Optional<String> writer,
    Optional<LockedCertificate> root,
    Optional<LockedRotation> rotation,
    SortedMap<String, SealedFacts> sealed,
    List<LockedRevocation> revoked) {
  public MeshLock {
    Objects.requireNonNull(mesh);
    Objects.requireNonNull(writer);
    Objects.requireNonNull(root);
    Objects.requireNonNull(rotation);
    sealed = LockConstraints.copy(sealed);
    revoked = List.copyOf(revoked);
  }

  /** One in which nothing was revoked. */
  public MeshLock(
      String mesh,
      Optional<String> writer,
      Optional<LockedCertificate> root,
      Optional<LockedRotation> rotation,
      SortedMap<String, SealedFacts> sealed) {
    this(mesh, writer, root, rotation, sealed, List.of());
  }

  /** One of an unknown writer. */
  public MeshLock(String mesh, SortedMap<String, SealedFacts> sealed) {
    this(mesh, Optional.empty(), sealed);
  }

  /** One of a root that meshgen created, or of none. */
  public MeshLock(String mesh, Optional<String> writer, SortedMap<String, SealedFacts> sealed) {
    this(mesh, writer, Optional.empty(), Optional.empty(), sealed);
  }
}
