package dev.meshgen.issue;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Remote secrets whose folder changes with the groups of their cluster. What is sealed does not
 * depend on where it lies: the file moves as it is, and is resealed only for other recipients.
 */
final class MovedCredentials {
  private final SortedMap<String, String> from = new TreeMap<>();
  private final SortedMap<String, ClusterLock> locks;

  MovedCredentials(MeshPlan plan, SortedMap<String, ClusterLock> locks) {
    this.locks = new TreeMap<>(locks);
    for (ClusterPlan cluster : plan.clusters()) {
      ClusterLock lock = locks.get(cluster.name());
      cluster
          .remote()
          // What one reader alone opens lies in the same folder for good.
          .filter(remote -> lock != null && !remote.isForController())
          .ifPresent(remote -> move(remote, lock));
    }
  }

  private void move(SecretPlan secret, ClusterLock lock) {
    if (lock.sealed().containsKey(secret.path())) {
      return;
    }
    for (Map.Entry<String, SealedFacts> entry : lock.sealed().entrySet()) {
      String path = entry.getKey();
      if (Layout.credentialOf(path).equals(Optional.of(secret.owner()))
          && Layout.isStored(path) == secret.isStored()
          && !Layout.isForController(path)) {
        SortedMap<String, SealedFacts> sealed = new TreeMap<>(lock.sealed());
        sealed.remove(path);
        sealed.put(secret.path(), entry.getValue());
        from.put(secret.path(), path);
        locks.put(lock.cluster(), lock.over(sealed));
        return;
      }
    }
  }

  /** Where each lies, by where it will. */
  SortedMap<String, String> from() {
    return Collections.unmodifiableSortedMap(from);
  }

  /** The locks, as if the files had been moved. */
  SortedMap<String, ClusterLock> locks() {
    return Collections.unmodifiableSortedMap(locks);
  }
}
