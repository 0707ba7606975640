package dev.meshgen.diff;

import dev.meshgen.tree.TreeException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The files of two trees.
 *
 * @param before paths of the older tree
 * @param after paths of the newer tree
 * @param differing those whose content is not the same, or that only one tree has
 */
record ComparedPaths(Set<String> before, Set<String> after, SortedSet<String> differing) {

  /** Those in memory are compared as they are, others by their ids. */
  static ComparedPaths of(TreeSide before, TreeSide after) throws TreeException {
    if (before instanceof FileSide old && after instanceof FileSide now) {
      return of(
          old.files().keySet(),
          now.files().keySet(),
          path -> Arrays.equals(old.files().get(path), now.files().get(path)));
    }
    SortedMap<String, String> old = before.ids();
    SortedMap<String, String> now = after.ids();
    return of(old.keySet(), now.keySet(), path -> Objects.equals(old.get(path), now.get(path)));
  }

  private static ComparedPaths of(Set<String> before, Set<String> after, Predicate<String> isSame) {
    SortedSet<String> differing = new TreeSet<>(before);
    differing.addAll(after);
    differing.removeIf(isSame);
    return new ComparedPaths(before, after, differing);
  }
}
