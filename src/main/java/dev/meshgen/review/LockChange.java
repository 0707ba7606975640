package dev.meshgen.review;

import dev.meshgen.delivery.Engines;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The locks of the clusters of a plan.
 *
 * @param before as they were committed; none of a cluster that is new
 * @param after as they will be
 */
public record LockChange(
    SortedMap<String, ClusterLock> before, SortedMap<String, ClusterLock> after) {
  public LockChange {
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
  }

  /**
   * Records what a plan lets run.
   *
   * @param sealed the locks of its clusters, which know what is sealed
   */
  public static LockChange of(
      MeshPlan plan, SortedMap<String, ClusterLock> before, SortedMap<String, ClusterLock> sealed) {
    Engines engines = Engines.of(plan.mesh());
    SortedMap<String, ClusterLock> after = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      ClusterLock lock = sealed.get(cluster.name());
      boolean filed =
          cluster.remotes().stream().map(SecretPlan::path).anyMatch(lock.sealed()::containsKey);
      after.put(
          cluster.name(), lock.running(PlannedCluster.of(plan.mesh(), engines, cluster, filed)));
    }
    return new LockChange(before, after);
  }

  /**
   * What the lock of a cluster says of what a plan lets run there, as if everything were there that
   * is to be sealed.
   */
  public static ClusterLock planned(MeshPlan plan, ClusterPlan cluster) {
    return new ClusterLock(plan.mesh().name(), cluster.name(), Collections.emptySortedMap())
        .running(PlannedCluster.of(plan.mesh(), Engines.of(plan.mesh()), cluster, true));
  }

  /** How many committed locks are of the format that does not say what runs. */
  public long withoutRecord() {
    return before.values().stream().filter(lock -> lock.runs().isEmpty()).count();
  }
}
