package dev.meshgen.issue;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which sealed files are opened to see whether they hold what their locks say.
 *
 * @param all every one that a key opens, wherever the key comes from; else those that are not known
 *     yet and that a key opens which is at hand without running a command
 * @param known SHA-256 of what was verified before, on this machine
 */
public record Verification(boolean all, SortedSet<String> known) {
  /** Of nothing. */
  public static final Verification NONE = new Verification(false, Collections.emptySortedSet());

  public Verification {
    known = Collections.unmodifiableSortedSet(new TreeSet<>(known));
  }

  /** The same, of a set in any order. */
  public static Verification of(boolean all, Set<String> known) {
    return new Verification(all, new TreeSet<>(known));
  }
}
