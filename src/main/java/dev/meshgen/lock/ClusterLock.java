package dev.meshgen.lock;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The lock of one cluster. Its discovery entry is recorded here and nowhere else, so that adding
 * one cluster and removing another never conflict in Git.
 *
 * @param mesh name of the mesh
 * @param cluster name of the cluster
 * @param runs what runs there; a lock of the first format does not say
 * @param sealed path of a sealed file, from the output folder, to what was sealed
 */
public record ClusterLock(
    String mesh,
    String cluster,
    Optional<RunningCluster> runs,
    SortedMap<String, SealedFacts> sealed) {
  public ClusterLock {
    Objects.requireNonNull(mesh);
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(runs);
    sealed = LockConstraints.copy(sealed);
  }

  /** One that does not say what runs. */
  public ClusterLock(String mesh, String cluster, SortedMap<String, SealedFacts> sealed) {
    this(mesh, cluster, Optional.empty(), sealed);
  }

  /** The same lock with what runs there. */
  public ClusterLock running(RunningCluster record) {
    return new ClusterLock(mesh, cluster, Optional.of(record), sealed);
  }

  /** The same lock over other sealed files. */
  public ClusterLock over(SortedMap<String, SealedFacts> files) {
    return new ClusterLock(mesh, cluster, runs, files);
  }
}
