package dev.meshgen.docs;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree of files, printed in few lines: siblings that look alike are printed once. */
final class TreeListing {
  private static final int WIDTH = 62;

  private final StringBuilder out = new StringBuilder();

  /** A folder: its folders by name, and its files. */
  private record Folder(TreeMap<String, Folder> folders, TreeSet<String> files) {
    Folder() {
      this(new TreeMap<>(), new TreeSet<>());
    }

    void add(String path) {
      int slash = path.indexOf('/');
      if (slash < 0) {
        files.add(path);
      } else {
        folders
            .computeIfAbsent(path.substring(0, slash), name -> new Folder())
            .add(path.substring(slash + 1));
      }
    }
  }

  private TreeListing() {}

  static String of(String root, Collection<String> paths) {
    Folder folder = new Folder();
    paths.forEach(folder::add);
    TreeListing listing = new TreeListing();
    listing.print(root, folder, 0);
    return listing.out.toString();
  }

  private void print(String name, Folder folder, int depth) {
    line("  ".repeat(depth) + name + "/", folder.files());
    Map.Entry<String, Folder> before = null;
    for (Map.Entry<String, Folder> entry : folder.folders().entrySet()) {
      if (before != null && before.getValue().equals(entry.getValue())) {
        out.append("  ".repeat(depth + 1)).append(entry.getKey());
        out.append("/  the same as ").append(before.getKey()).append("/\n");
      } else {
        print(entry.getKey(), entry.getValue(), depth + 1);
        before = entry;
      }
    }
  }

  private void line(String start, Collection<String> files) {
    StringBuilder line = new StringBuilder(start);
    for (String file : files) {
      if (line.length() + 1 + file.length() > WIDTH) {
        out.append(line).append('\n');
        line = new StringBuilder(" ".repeat(start.length()));
      }
      line.append(' ').append(file);
    }
    out.append(line).append('\n');
  }
}
