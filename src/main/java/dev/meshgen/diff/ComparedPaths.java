package dev.meshgen.diff;

import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
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
public record ComparedPaths(Set<String> before, Set<String> after, SortedSet<String> differing) {

  /**
   * Those of two sides.
   *
   * @param reader gets those that differ, as far as they were read to find that out
   */
  static ComparedPaths of(TreeSide before, TreeSide after, TreeSide.Reader reader)
      throws TreeException {
    Optional<ComparedPaths> compared = before.against(after, reader);
    if (compared.isPresent()) {
      return compared.get();
    }
    SortedMap<String, String> old = before.ids();
    SortedMap<String, String> now = after.ids();
    return of(old.keySet(), now.keySet(), path -> Objects.equals(old.get(path), now.get(path)));
  }

  static ComparedPaths of(Set<String> before, Set<String> after, Predicate<String> isSame) {
    SortedSet<String> differing = new TreeSet<>(before);
    differing.addAll(after);
    differing.removeIf(isSame);
    return new ComparedPaths(before, after, differing);
  }

  /** Those that differ, and those that say something about them: locks, and values in two files. */
  Set<String> wanted() {
    Set<String> wanted = new HashSet<>(differing);
    for (String path : differing) {
      Optional<String> cluster = Layout.clusterOf(path);
      if (cluster.isPresent()) {
        ClusterLayout layout = Layout.cluster(cluster.get());
        addKnown(layout.lock(), wanted);
        if (TreeObjects.isPart(path)) {
          String release = ClusterLayout.releaseOf(path);
          addKnown(layout.values(release), wanted);
          addKnown(layout.overrides(release), wanted);
        }
      }
    }
    return wanted;
  }

  private void addKnown(String path, Set<String> wanted) {
    if (before.contains(path) || after.contains(path)) {
      wanted.add(path);
    }
  }
}
