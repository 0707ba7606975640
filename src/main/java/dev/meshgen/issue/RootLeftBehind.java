package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;

/**
 * A tree that holds the key of a root, under a spec that names another authority. A key that signed
 * for running clusters is not removed because a line of a spec has changed.
 */
final class RootLeftBehind {
  private RootLeftBehind() {}

  /** {@link Code#ROOT_LEFT_BEHIND}. */
  static void check(MeshPlan plan, CommittedSecrets committed, Report report) {
    boolean held =
        committed.meshLock().filter(lock -> lock.sealed().containsKey(Layout.ROOT_KEY)).isPresent();
    if (plan.root().isPresent() || !held) {
      return;
    }
    String folder = committed.folder() + "/";
    report.add(
        Diagnostic.of(
                Code.ROOT_LEFT_BEHIND,
                plan.mesh().trust().authority().settings().document(),
                "another authority signs, but the tree still holds the root that clusters trust")
            .expecting("clusters that trust the new authority's root, before the old one goes")
            .hinting(
                "once they do, `git rm "
                    + folder
                    + Layout.ROOT_KEY
                    + " "
                    + folder
                    + Layout.ROOT_CERTIFICATE
                    + " "
                    + folder
                    + Layout.ROOT_LOCK
                    + "` and render again; src/docs/trust.md says how to get there"));
  }
}
