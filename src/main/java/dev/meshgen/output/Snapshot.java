package dev.meshgen.output;

import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of a folder: names, kinds and sizes. Follows no link and enters no dot-directory. */
final class Snapshot {
  enum Kind {
    FILE,
    DIRECTORY,
    UNREADABLE_DIRECTORY,
    LINK,
    SPECIAL
  }

  record Entry(String path, Kind kind, long size) {}

  private final Map<String, Entry> entries;

  private Snapshot(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /** Reads the folder level by level, the directories of a level in parallel. */
  static Snapshot of(Path root) throws TreeException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<String> level = List.of("");
    while (!level.isEmpty()) {
      List<String> directories = level;
      List<List<Entry>> found =
          new ArrayList<>(Collections.nCopies(directories.size(), List.<Entry>of()));
      Workers.each(directories.size(), i -> found.set(i, list(root, directories.get(i))));
      level = new ArrayList<>();
      for (List<Entry> listed : found) {
        for (Entry entry : listed) {
          entries.put(entry.path(), entry);
          if (entry.kind() == Kind.DIRECTORY && !isHidden(entry.path())) {
            level.add(entry.path());
          }
        }
      }
    }
    return new Snapshot(entries);
  }

  private static boolean isHidden(String path) {
    return Layout.nameOf(path).startsWith(".");
  }

  private static List<Entry> list(Path root, String directory) throws TreeException {
    Path path = directory.isEmpty() ? root : root.resolve(directory);
    String prefix = directory.isEmpty() ? "" : directory + "/";
    List<Entry> listed = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path child : stream) {
        Entry entry = entry(prefix + child.getFileName(), child);
        if (entry != null) {
          listed.add(entry);
        }
      }
    } catch (AccessDeniedException e) {
      // A folder of someone else may be unreadable; it matters only if one of our files goes there.
      return List.of(new Entry(directory, Kind.UNREADABLE_DIRECTORY, 0));
    } catch (DirectoryIteratorException e) {
      throw TreeException.of("list", path, e.getCause());
    } catch (NoSuchFileException e) {
      return List.of(); // Gone since its parent was listed.
    } catch (IOException e) {
      throw TreeException.of("list", path, e);
    }
    return listed;
  }

  private static Entry entry(String name, Path path) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return new Entry(name, kind(attributes), attributes.size());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static Kind kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return Kind.FILE;
    }
    if (attributes.isDirectory()) {
      // A Windows junction calls itself a directory and something other at once.
      return attributes.isOther() ? Kind.LINK : Kind.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? Kind.LINK : Kind.SPECIAL;
  }

  /** What is at the path; null if nothing is. */
  Entry get(String path) {
    return entries.get(path);
  }

  /** How many of them are files. */
  int files() {
    int files = 0;
    for (Entry entry : entries.values()) {
      files += entry.kind() == Kind.FILE ? 1 : 0;
    }
    return files;
  }

  /** Everything below the folder, parents before children. */
  Iterable<Entry> entries() {
    return entries.values();
  }
}
