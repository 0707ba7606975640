package dev.meshgen.issue;

import dev.meshgen.lock.LockedRotation;
import dev.meshgen.pki.RootCertificate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run does about the roots of a mesh.
 *
 * @param change in clusters; empty for a run that leaves their roots as they are
 * @param clusters that change
 * @param after what the lock is to say; of a root that is still to be made, nothing
 * @param end whether the rotation is over with it, and how
 * @param mints whether the new root is made in this run
 * @param given certificate of a new root whose key is elsewhere
 */
record PlannedRotation(
    Optional<RootChange> change,
    SortedSet<String> clusters,
    Optional<LockedRotation> after,
    End end,
    boolean mints,
    Optional<RootCertificate> given) {

  /** How a rotation ends. */
  enum End {
    NOT_YET,
    /** The new root has taken the place of the old one. */
    REPLACED,
    /** The old root stays. */
    WITHDRAWN
  }

  /** None: whatever is on its way stays where it is. */
  static PlannedRotation none(Optional<LockedRotation> rotation) {
    return new PlannedRotation(
        Optional.empty(), new TreeSet<>(), rotation, End.NOT_YET, false, Optional.empty());
  }

  boolean changes(String cluster) {
    return change.isPresent() && clusters.contains(cluster);
  }

  /** Whether a cluster gets another intermediate. */
  boolean signs(String cluster) {
    return changes(cluster) && change.get().signs();
  }
}
