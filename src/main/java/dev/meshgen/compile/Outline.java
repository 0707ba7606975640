package dev.meshgen.compile;

import dev.meshgen.lock.LockFile;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.render.RenderTree;
import dev.meshgen.report.Readme;
import dev.meshgen.report.SecretFacts;
import dev.meshgen.review.LockChange;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A tree as far as it follows from the spec alone: what is rendered, and what locks say of what
 * runs. Needs no key, no clock and no randomness, so that one spec has one outline.
 */
final class Outline {
  private Outline() {}

  /**
   * The outline of a plan.
   *
   * @param filed whether the sealed file at a path is there; some folders list only what is
   */
  static OutputTree of(MeshPlan plan, Predicate<String> filed) {
    return of(plan, filed, RenderTree.start(plan));
  }

  /** The same, whose lines carry marks. */
  static OutputTree marked(MeshPlan plan, Predicate<String> filed) {
    return of(plan, filed, RenderTree.marked(plan));
  }

  /** The same of one cluster, without what it shares with others. */
  static OutputTree of(MeshPlan plan, ClusterPlan cluster, Predicate<String> filed) {
    boolean certified = cluster.cacerts().filter(secret -> filed.test(secret.path())).isPresent();
    OutputTree.Builder tree = RenderTree.of(plan, cluster, certified);
    tree.put(
        Layout.cluster(cluster.name()).lock(),
        LockFile.print(LockChange.planned(plan, cluster)),
        Role.LOCK);
    return tree.build();
  }

  private static OutputTree of(MeshPlan plan, Predicate<String> filed, RenderTree render) {
    Set<String> discoverable = new TreeSet<>();
    Set<String> remotes = new TreeSet<>();
    Set<String> certified = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      for (SecretPlan remote : cluster.remotes()) {
        if (filed.test(remote.path())) {
          remotes.add(remote.path());
          discoverable.add(cluster.name());
        }
      }
      cluster
          .cacerts()
          .filter(secret -> filed.test(secret.path()))
          .ifPresent(secret -> certified.add(cluster.name()));
    }
    SecretFacts facts = new SecretFacts(Optional.empty(), new TreeMap<>(), discoverable);
    OutputTree.Builder tree = render.finish(new Readme(plan, facts).file(), remotes, certified);
    for (ClusterPlan cluster : plan.clusters()) {
      tree.put(
          Layout.cluster(cluster.name()).lock(),
          LockFile.print(LockChange.planned(plan, cluster)),
          Role.LOCK);
    }
    return tree.build();
  }
}
