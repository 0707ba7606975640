package dev.meshgen.review;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says what the engines will delete in clusters, because files of the tree go. */
public final class Removals {
  private static final int MOST = 12;

  private Removals() {}

  /**
   * One line for each consequence, in path order; empty if nothing in a cluster goes. Of a cluster
   * that another engine takes over nothing is said: what goes are files that the new one never
   * applied, and what the old one does is said by {@link SteppedChanges}.
   */
  public static List<String> describe(MeshPlan plan, LockChange locks, Changes changes) {
    List<Change> removed = changes.removed();
    if (removed.isEmpty()) {
      return List.of();
    }
    Engines engines = Engines.of(plan.mesh());
    Map<String, ClusterPlan> clusters = new TreeMap<>();
    plan.clusters().forEach(cluster -> clusters.put(cluster.name(), cluster));
    Set<String> lines = new TreeSet<>();
    for (Change change : removed) {
      String path = change.path();
      Optional<String> discovered = Layout.credentialOf(path);
      if (discovered.isPresent()) {
        undiscovered(path, discovered.get(), changes)
            .ifPresent(line -> lines.add(discovered.get() + line));
        continue;
      }
      String name = Engines.clusterOf(path).or(() -> Layout.clusterOf(path)).orElse("");
      ClusterPlan cluster = clusters.get(name);
      if (cluster != null) {
        Engine engine = engines.of(cluster.cluster());
        if (delivered(engine, locks.before().get(name))) {
          engine.pruning().ofFile(cluster, path).ifPresent(line -> lines.add(name + ": " + line));
        }
      } else if (Layout.lockOf(path).isPresent()) {
        for (Engine engine : engines.all()) {
          if (delivered(engine, locks.before().get(name))) {
            lines.add(name + ": " + engine.pruning().ofCluster(name));
          }
        }
      }
    }
    return shortened(new ArrayList<>(lines));
  }

  /** Whether it applied what a lock records; unknown of an old lock, and then taken for true. */
  private static boolean delivered(Engine engine, ClusterLock before) {
    return before == null
        || before.runs().map(runs -> runs.engine().equals(engine.id())).orElse(true);
  }

  /** A cluster whose groups change has its secret in another folder, which others may read, too. */
  private static Optional<String> undiscovered(String path, String cluster, Changes changes) {
    for (Change created : changes.created()) {
      if (Layout.credentialOf(created.path()).equals(Optional.of(cluster))) {
        return Layout.groupsOf(created.path()).containsAll(Layout.groupsOf(path))
            ? Optional.empty()
            : Optional.of(
                ": its remote secret is removed from the clusters that no longer share a group with it");
      }
    }
    return Optional.of(
        ": its remote secret is removed from every cluster, and its endpoints with it");
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= MOST) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, MOST));
    shown.add("and " + (lines.size() - MOST) + " more of this kind; --dry-run lists the files");
    return shown;
  }
}
