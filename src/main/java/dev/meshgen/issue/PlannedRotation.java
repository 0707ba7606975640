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
 * @param clusters that change, or wait for somebody who signs
 * @param requests for their certificates, where that is so
 * @param after what the lock is to say; of a root that is still to be made, nothing
 * @param end whether the rotation is over with it, and how
 * @param mints whether the new root is made in this run
 * @param given certificate of a new root whose key is elsewhere
 */
record PlannedRotation(
    Optional<RootChange> change,
    SortedSet<String> clusters,
    PlannedRequests requests,
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
        Optional.empty(),
        new TreeSet<>(),
        PlannedRequests.NONE,
        rotation,
        End.NOT_YET,
        false,
        Optional.empty());
  }

  boolean changes(String cluster) {
    return change.isPresent() && clusters.contains(cluster);
  }

  /** Whether a cluster gets another intermediate in this run. */
  boolean signs(String cluster) {
    return changes(cluster) && change.get().signs() && !asks(cluster);
  }

  /** Whether another intermediate is asked for, and comes at another time. */
  boolean asks(String cluster) {
    return requests.ask().contains(cluster);
  }
}
