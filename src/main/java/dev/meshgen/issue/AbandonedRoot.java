package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tree that holds the key of a root, under a spec that names another authority. A key that signed
 * for running clusters is not removed because a line of a spec has changed.
 */
final class AbandonedRoot {
  private AbandonedRoot() {}

  /** {@link Code#ROOT_LEFT_BEHIND}. */
  static void check(MeshPlan plan, CommittedSecrets committed, Report report) {
    if (plan.signs().isAsked()) {
      leavesKeys(plan, committed, report);
      return;
    }
    List<String> keys = new ArrayList<>();
    if (plan.root().isEmpty() && holds(committed, Layout.ROOT_KEY)) {
      keys.add(Layout.ROOT_KEY);
    }
    if (!plan.importsKeys() && holds(committed, Layout.ISSUING_KEY)) {
      keys.add(Layout.ISSUING_KEY);
    }
    if (keys.isEmpty()) {
      return;
    }
    keys.add(Layout.ROOT_CERTIFICATE);
    keys.add(Layout.ROOT_LOCK);
    report.add(
        Diagnostic.of(
                Code.ROOT_LEFT_BEHIND,
                plan.mesh().trust().authority().settings().document(),
                "another authority signs, but the tree still holds the root trusted by clusters")
            .expecting("trust in the new authority's root before the old one is removed")
            .hinting(
                "once they do, `git rm "
                    + String.join(
                        " ", keys.stream().map(key -> committed.folder() + "/" + key).toList())
                    + "` and render again; src/docs/trust.md says how to get there"));
  }

  /** The root itself may stay, as the one below which others sign from now on. */
  private static void leavesKeys(MeshPlan plan, CommittedSecrets committed, Report report) {
    if (committed.rotation().isPresent()) {
      leavesNextKeys(plan, committed, report);
      return;
    }
    List<String> keys =
        Stream.of(Layout.ROOT_KEY, Layout.ISSUING_KEY)
            .filter(key -> committed.sealed().containsKey(key))
            .map(key -> committed.folder() + "/" + key)
            .toList();
    if (!keys.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.ROOT_LEFT_BEHIND,
                  plan.mesh().trust().authority().settings().document(),
                  "another authority signs, but the tree still holds a former signing key")
              .expecting("the key with its authority, not in the tree")
              .hinting(
                  "once it is there, `git rm "
                      + String.join(" ", keys)
                      + "` and render again: the root stays as it is, and so do its lock and its"
                      + " certificate"));
    }
  }

  /** While one root takes the place of another, the key of the other is where it was. */
  private static void leavesNextKeys(MeshPlan plan, CommittedSecrets committed, Report report) {
    List<String> keys =
        Stream.of(Layout.NEXT_ROOT_KEY, Layout.NEXT_ISSUING_KEY)
            .filter(key -> holds(committed, key))
            .map(key -> committed.folder() + "/" + key)
            .toList();
    if (!keys.isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.ROOT_LEFT_BEHIND,
                  plan.mesh().trust().authority().settings().document(),
                  "the spec changes the authority, but the tree holds the key of the new root: "
                      + String.join(", ", keys))
              .expecting("the authority of the new root")
              .hinting(
                  "revert `trust.authority`, and finish the rotation or withdraw it with `meshgen"
                      + " trust rotate root distribute --back` before another authority signs"));
    }
  }

  private static boolean holds(CommittedSecrets committed, String key) {
    return committed.meshLock().filter(lock -> lock.sealed().containsKey(key)).isPresent();
  }
}
