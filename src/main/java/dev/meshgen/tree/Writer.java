package dev.meshgen.tree;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Carries out what a journal says, each file whole or not at all. */
final class Writer {
  /** Waiting for the disk, not computing: syncs that wait together are committed together. */
  private static final int SYNCING_THREADS = 16;

  private final Disk disk;
  private final FileOps ops;
  private final Guard guard;

  Writer(Disk disk, FileOps ops, Guard guard) {
    this.disk = disk;
    this.ops = ops;
    this.guard = guard;
  }

  /** Sealed files, locks, the rest, removals; no group begins before the last is done. */
  void write(Journal journal) throws TreeException {
    List<Change> changes = journal.changes();
    createDirectories(changes);
    int cores = Runtime.getRuntime().availableProcessors();
    int from = 0;
    for (Role role : Role.values()) {
      int to = from;
      while (to < changes.size() && changes.get(to).writes() && changes.get(to).role() == role) {
        to++;
      }
      int start = from;
      int threads = role == Role.PLAIN ? cores : Math.max(cores, SYNCING_THREADS);
      Workers.each(to - from, threads, i -> put(changes.get(start + i), start + i));
      from = to;
    }
    List<Change> removals = changes.subList(from, changes.size());
    Workers.each(removals.size(), i -> delete(removals.get(i).path()));
    prune(removals);
  }

  void createDirectories(List<Change> changes) throws TreeException {
    TreeSet<String> parents = new TreeSet<>();
    for (Change change : changes) {
      int slash = change.kind() == Change.Kind.CREATE ? change.path().lastIndexOf('/') : -1;
      while (slash > 0 && parents.add(change.path().substring(0, slash))) {
        slash = change.path().lastIndexOf('/', slash - 1);
      }
    }
    for (List<String> level : byDepth(parents)) {
      Workers.each(level.size(), i -> createDirectory(level.get(i)));
    }
  }

  /** Parents before children; those of one level do not depend on each other. */
  private static Collection<List<String>> byDepth(Collection<String> paths) {
    TreeMap<Integer, List<String>> levels = new TreeMap<>();
    for (String path : paths) {
      int depth = 0;
      for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
        depth++;
      }
      levels.computeIfAbsent(depth, none -> new ArrayList<>()).add(path);
    }
    return levels.values();
  }

  private void createDirectory(String path) throws TreeException {
    try {
      ops.createDirectory(disk.resolve(path));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(disk.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        throw TreeException.of("create folder", disk.shown().resolve(path), e);
      }
    } catch (IOException e) {
      throw TreeException.of("create folder", disk.shown().resolve(path), e);
    }
  }

  /** Writes a file beside its place, then moves it there. */
  void put(Change change, int entry) throws TreeException {
    Path target = disk.resolve(change.path());
    Path temporary = disk.resolve(Temporary.beside(change.path(), entry));
    try {
      ops.write(temporary, change.bytes(), change.role() != Role.PLAIN);
      if (guard.unchangeable().test(change.path()) && disk.exists(change.path())) {
        // It was not there when the tree was compared.
        throw new FileAlreadyExistsException(change.path());
      }
      ops.replace(temporary, target);
    } catch (IOException e) {
      forget(temporary);
      throw TreeException.of("write", disk.shown().resolve(change.path()), e);
    }
  }

  private void forget(Path temporary) {
    try {
      ops.delete(temporary);
    } catch (IOException e) {
      // The next run deletes it: the journal names it.
    }
  }

  void delete(String path) throws TreeException {
    try {
      ops.delete(disk.resolve(path));
    } catch (IOException e) {
      throw TreeException.of("delete", disk.shown().resolve(path), e);
    }
  }

  /** Removes the directories that these removals have emptied. */
  void prune(List<Change> removals) throws TreeException {
    TreeSet<String> parents = new TreeSet<>();
    for (Change removal : removals) {
      int slash = removal.path().lastIndexOf('/');
      while (slash > 0 && parents.add(removal.path().substring(0, slash))) {
        slash = removal.path().lastIndexOf('/', slash - 1);
      }
    }
    for (String parent : parents.descendingSet()) {
      Path directory = disk.resolve(parent);
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try {
        ops.delete(directory);
      } catch (DirectoryNotEmptyException e) {
        // Something else lives there.
      } catch (IOException e) {
        throw TreeException.of("delete", disk.shown().resolve(parent), e);
      }
    }
  }
}
