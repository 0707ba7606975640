package dev.meshgen.review;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.TreeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges a change by two records of each cluster: what runs there, and what will. */
public final class Review {
  private Review() {}

  /**
   * What a running mesh does not survive as it is.
   *
   * @param changes that the tree is about to see
   * @param folder where they are to be made
   * @param now from when on nothing is said of what has ended
   */
  public static List<Diagnostic> of(
      MeshPlan plan, LockChange locks, Changes changes, OutputFolder folder, Instant now)
      throws TreeException {
    OldTree old = new OldTree(changes, folder);
    List<ClusterChange> clusters = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      ClusterLock before = locks.before().get(cluster.name());
      if (before != null) {
        RunningCluster after = locks.after().get(cluster.name()).runs().orElseThrow();
        clusters.add(new ClusterChange(cluster.cluster(), old.record(before, after), after));
      }
    }
    List<Diagnostic> found = new ArrayList<>(judge(plan.topology(), clusters));
    found.addAll(StayingTokens.find(plan, locks, now));
    return found;
  }

  /** The same without a tree. */
  static List<Diagnostic> judge(Topology topology, List<ClusterChange> clusters) {
    List<Diagnostic> found = new ArrayList<>();
    found.addAll(UndrainedClusters.find(clusters));
    found.addAll(InjectorGaps.find(clusters));
    found.addAll(ReplacedGateways.find(clusters));
    found.addAll(new DisruptiveChanges(topology).find(clusters));
    found.addAll(VersionSkew.find(clusters));
    found.addAll(SteppedChanges.find(clusters));
    found.addAll(new ChangedSettings(topology.mesh()).find(clusters));
    return found;
  }
}
