package dev.meshgen.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A whole tree in memory: path to file, sorted by path. Immutable, and safe on every platform: see
 * {@link TreePath}; no two paths differ only in case, and no file has the path of a directory.
 */
public final class OutputTree {
  private final Map<String, TreeFile> files;
  private final Set<String> directories;

  /** Found by their hashes: paths of a thousand clusters differ late, and are looked up often. */
  private OutputTree(Collection<Map.Entry<String, TreeFile>> files) {
    List<Map.Entry<String, TreeFile>> sorted = new ArrayList<>(files);
    sorted.sort((one, other) -> one.getKey().compareTo(other.getKey()));
    Map<String, TreeFile> byPath = new LinkedHashMap<>(sorted.size() * 2);
    for (Map.Entry<String, TreeFile> file : sorted) {
      if (byPath.put(file.getKey(), file.getValue()) != null) {
        throw new IllegalArgumentException("path \"" + file.getKey() + "\" was added twice");
      }
    }
    this.files = Collections.unmodifiableMap(byPath);
    this.directories = Collections.unmodifiableSet(directories(byPath.keySet()));
  }

  /** Files of one directory follow each other, with those of the directories in it in between. */
  private static Set<String> directories(Set<String> paths) {
    Set<String> directories = new LinkedHashSet<>();
    String last = "";
    for (String path : paths) {
      int slash = path.lastIndexOf('/');
      if (slash > 0 && !(slash == last.length() && path.startsWith(last))) {
        last = path.substring(0, slash);
        addWithParents(last, directories);
      }
    }
    return directories;
  }

  private static void addWithParents(String directory, Set<String> directories) {
    String at = directory;
    while (directories.add(at) && at.indexOf('/') > 0) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
  }

  /** What was found on disk, which no builder has checked. */
  public static OutputTree unchecked(Map<String, TreeFile> files) {
    return new OutputTree(files.entrySet());
  }

  public static Builder builder() {
    return new Builder();
  }

  /** All files in path order; unmodifiable. */
  public Map<String, TreeFile> files() {
    return files;
  }

  public Optional<TreeFile> get(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Every directory on the way to a file, but for the top of the tree; unmodifiable. */
  public Set<String> directories() {
    return directories;
  }

  public int size() {
    return files.size();
  }

  /**
   * Collects files. Not thread-safe: each thread fills its own, and one merges them with {@link
   * #addAll}; the tree does not depend on the order of either.
   */
  public static final class Builder {
    private final List<Map.Entry<String, TreeFile>> added = new ArrayList<>();

    private Builder() {}

    /**
     * Adds one file.
     *
     * @throws IllegalArgumentException if no tree may hold the path
     */
    public Builder put(String path, byte[] bytes, Role role) {
      TreePath.check(path);
      added.add(Map.entry(path, new TreeFile(bytes, role)));
      return this;
    }

    public Builder addAll(Builder other) {
      added.addAll(other.added);
      return this;
    }

    /**
     * The tree.
     *
     * @throws IllegalArgumentException if a path was added twice, two paths differ only in case, or
     *     one is a directory of another
     */
    public OutputTree build() {
      OutputTree tree = new OutputTree(added);
      refuseCollisions(tree);
      return tree;
    }

    private static void refuseCollisions(OutputTree tree) {
      Map<String, String> directories = new HashMap<>();
      for (String directory : tree.directories()) {
        String folded = directory.toLowerCase(Locale.ROOT);
        refuse(directory, directories.put(folded, directory));
        refuse(folded, tree.files().containsKey(folded) ? directory : null);
      }
      Map<String, String> names = new HashMap<>();
      for (String path : tree.files().keySet()) {
        String folded = path.toLowerCase(Locale.ROOT);
        // One in lower case alone was compared with the directories above.
        if (!folded.equals(path)) {
          refuse(path, names.put(folded, path));
          refuse(path, tree.files().containsKey(folded) ? folded : null);
          refuse(path, directories.get(folded));
        }
      }
    }

    private static void refuse(String path, String other) {
      if (other != null) {
        throw new IllegalArgumentException(
            path.equals(other)
                ? "path \"" + path + "\" is both a file and a directory"
                : "paths \"" + other + "\" and \"" + path + "\" differ only in case");
      }
    }
  }
}
