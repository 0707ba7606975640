package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A step from one root to another is a pull request that people read, and a phase that they may
 * take back: what else the spec asks for comes before it, or after.
 */
public final class SeparateStepCheck {
  private final MeshPlan plan;
  private final String folder;

  private SeparateStepCheck(MeshPlan plan, String folder) {
    this.plan = plan;
    this.folder = folder;
  }

  /**
   * {@link Code#ROTATION_PENDING}, for the first change that is not part of the step.
   *
   * @param folder the tree as the user typed it
   */
  public static Optional<Diagnostic> check(
      MeshPlan plan, LockChange locks, Changes changes, String folder) {
    return new SeparateStepCheck(plan, folder).check(locks, changes);
  }

  private Optional<Diagnostic> check(LockChange locks, Changes changes) {
    Set<String> expected = expected();
    for (Change change : changes.changes()) {
      if (!expected.contains(change.path()) && !Layout.isLock(change.path())) {
        return Optional.of(pending(change.path()));
      }
    }
    for (ClusterLock after : locks.after().values()) {
      ClusterLock before = locks.before().get(after.cluster());
      if (before == null || !before.runs().equals(after.runs())) {
        return Optional.of(pending(Layout.cluster(after.cluster()).lock()));
      }
    }
    return Optional.empty();
  }

  private Set<String> expected() {
    Set<String> paths = new TreeSet<>(Set.of(Layout.README, Layout.SOPS_RULES));
    paths.add(Layout.ROOT_CERTIFICATE);
    Stream.concat(plan.secrets().stream(), plan.former().stream())
        .filter(secret -> !secret.isCredential())
        .map(SecretPlan::path)
        .forEach(paths::add);
    plan.requests().forEach(secret -> paths.add(Layout.cluster(secret.owner()).request()));
    for (ClusterPlan cluster : plan.clusters()) {
      for (Release release : cluster.releases()) {
        if (release.kind() == Release.Kind.ISTIOD || release.kind() == Release.Kind.EXTERNAL) {
          paths.add(cluster.layout().values(release.key()));
        }
      }
      cluster
          .sail()
          .ifPresent(
              sail ->
                  sail.resources()
                      .forEach(
                          each ->
                              paths.add(
                                  Layout.in(
                                      cluster.layout().layer(each.layer().id()), each.file()))));
    }
    return paths;
  }

  private Diagnostic pending(String path) {
    return Diagnostic.of(
            Code.ROTATION_PENDING,
            Span.of(folder + "/" + path),
            "the spec has other pending changes, including this file")
        .expecting("a tree that matches its spec")
        .hinting("run `meshgen render`, merge the result, then repeat the step");
  }
}
