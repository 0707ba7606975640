package dev.meshgen.lock;

import java.util.Objects;
import java.util.SortedMap;

/**
 * The lock of one cluster: {@code clusters/<name>/meshgen.lock}. Its discovery entry is recorded
 * here and nowhere else, so that adding one cluster and removing another never conflict in Git.
 *
 * @param mesh name of the mesh
 * @param cluster name of the cluster
 * @param sealed path of a sealed file, from the output folder, to what was sealed
 */
public record ClusterLock(String mesh, String cluster, SortedMap<String, SealedFacts> sealed) {
  public ClusterLock {
    Objects.requireNonNull(mesh);
    Objects.requireNonNull(cluster);
    sealed = Locks.copy(sealed);
  }
}
