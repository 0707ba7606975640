package dev.meshgen.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A whole tree in memory: path to file, sorted by path. Immutable, and safe on every platform: see
 * {@link TreePath}; no two paths differ only in case, and no file has the path of a directory.
 */
public final class OutputTree {
  private final Map<String, TreeFile> files;

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
      refuseCollisions(tree.files());
      return tree;
    }

    private static void refuseCollisions(Map<String, TreeFile> files) {
      Map<String, String> directories = new HashMap<>();
      String parent = "";
      for (String path : files.keySet()) {
        int slash = path.lastIndexOf('/');
        if (slash > 0 && !(slash == parent.length() && path.startsWith(parent))) {
          parent = path.substring(0, slash);
          addDirectories(parent, directories);
        }
      }
      Map<String, String> names = new HashMap<>();
      for (String path : files.keySet()) {
        String folded = path.toLowerCase(Locale.ROOT);
        if (!folded.equals(path)) {
          refuse(path, names.put(folded, path));
          refuse(path, files.containsKey(folded) ? folded : null);
        }
        refuse(path, directories.get(folded));
      }
    }

    private static void addDirectories(String parent, Map<String, String> directories) {
      String directory = parent;
      while (true) {
        String before = directories.put(directory.toLowerCase(Locale.ROOT), directory);
        if (before != null) {
          if (!before.equals(directory)) {
            refuse(directory, before);
          }
          return;
        }
        int slash = directory.lastIndexOf('/');
        if (slash < 0) {
          return;
        }
        directory = directory.substring(0, slash);
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
