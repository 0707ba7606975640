package dev.meshgen.diff;

import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.List;
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

  /** Those that differ, and those that say something about them. */
  SortedSet<String> wanted() {
    SortedSet<String> wanted = new TreeSet<>(differing);
    wanted.addAll(context(before, differing));
    wanted.addAll(context(after, differing));
    return wanted;
  }

  /** Locks name the networks of clusters, and values have two files. */
  private static List<String> context(Iterable<String> paths, SortedSet<String> differing) {
    SortedSet<String> folders = new TreeSet<>();
    differing.forEach(path -> Layout.clusterOf(path).ifPresent(folders::add));
    List<String> context = new ArrayList<>();
    for (String path : paths) {
      Optional<String> cluster = Layout.clusterOf(path);
      if (cluster.isPresent() && folders.contains(cluster.get())) {
        ClusterLayout layout = Layout.cluster(cluster.get());
        if (path.equals(layout.lock()) || isPart(path, layout, differing)) {
          context.add(path);
        }
      }
    }
    return context;
  }

  /** Whether a file has values of a release of which others differ. */
  private static boolean isPart(String path, ClusterLayout layout, SortedSet<String> differing) {
    if (!Layout.folderOf(path).equals(layout.values()) || !path.endsWith(".yaml")) {
      return false;
    }
    String release = TreeObjects.release(path);
    return differing.contains(layout.values(release))
        || differing.contains(layout.overrides(release));
  }
}
