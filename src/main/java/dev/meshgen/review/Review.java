package dev.meshgen.review;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.model.Revision;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges a change by two records of each cluster: what runs there, and what will. */
public final class Review {
  private Review() {}

  /**
   * What a running mesh does not survive as it is.
   *
   * @param changes that the tree is about to see
   * @param folder where they are to be made
   */
  public static List<Diagnostic> of(
      MeshPlan plan, LockChange locks, Changes changes, OutputFolder folder) throws TreeException {
    OldTree old = new OldTree(changes, folder);
    List<ClusterChange> clusters = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      ClusterLock before = locks.before().get(cluster.name());
      if (before != null) {
        RunningCluster after = locks.after().get(cluster.name()).runs().orElseThrow();
        clusters.add(
            new ClusterChange(
                cluster.cluster(),
                before.runs().isPresent() ? before.runs().get() : old.record(before, after),
                after));
      }
    }
    List<Diagnostic> found =
        new ArrayList<>(judge(plan.topology(), clusters, tagged(clusters, old)));
    found.addAll(StayingTokens.find(plan, locks));
    return found;
  }

  /** What the tag {@code default} led to where what serves it may go. */
  private static Map<String, String> tagged(List<ClusterChange> clusters, OldTree old)
      throws TreeException {
    Map<String, String> tagged = new TreeMap<>();
    for (ClusterChange change : clusters) {
      if (change.losesControlPlane() || change.getsDefault()) {
        String name = change.cluster().name();
        old.tagged(name, Revision.DEFAULT).ifPresent(target -> tagged.put(name, target));
      }
    }
    return tagged;
  }

  /**
   * The same without a tree.
   *
   * @param tagged what the tag {@code default} led to before, by cluster
   */
  static List<Diagnostic> judge(
      Topology topology, List<ClusterChange> clusters, Map<String, String> tagged) {
    List<Diagnostic> found = new ArrayList<>();
    found.addAll(UndrainedClusters.find(clusters));
    found.addAll(new InjectorGaps(tagged).find(clusters));
    found.addAll(ReplacedGateways.find(clusters));
    found.addAll(new DisruptiveChanges(topology).find(clusters));
    found.addAll(VersionSkew.find(clusters));
    found.addAll(SteppedChanges.find(clusters));
    found.addAll(new ChangedSettings(topology.mesh()).find(clusters));
    return found;
  }
}
