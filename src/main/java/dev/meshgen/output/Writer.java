package dev.meshgen.output;

import dev.meshgen.tree.Role;
import dev.meshgen.tree.TemporaryName;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
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
  private final RootGuard guard;

  Writer(Disk disk, FileOps ops, RootGuard guard) {
    this.disk = disk;
    this.ops = ops;
    this.guard = guard;
  }

  /** Sealed files, locks, the rest, removals; no group begins before the last is done. */
  void write(Journal journal) throws TreeException {
    List<Change> changes = journal.changes();
    createDirectories(changes);
    int locks = end(changes, 0, Role.SEALED);
    int rest = end(changes, locks, Role.LOCK);
    int removals = end(changes, rest, Role.PLAIN);
    // Both groups wait for the disk together, beside their places, which they then take in order.
    Workers.waiting(rest, SYNCING_THREADS, i -> prepare(changes.get(i), i));
    Workers.each(locks, i -> place(changes.get(i), i));
    Workers.each(rest - locks, i -> place(changes.get(locks + i), locks + i));
    Workers.each(removals - rest, i -> put(changes.get(rest + i), rest + i));
    List<Change> removed = changes.subList(removals, changes.size());
    Workers.each(removed.size(), i -> delete(removed.get(i).path()));
    prune(removed);
  }

  /** Where the group of a role ends that starts at {@code from}. */
  private static int end(List<Change> changes, int from, Role role) {
    int to = from;
    while (to < changes.size() && changes.get(to).writes() && changes.get(to).role() == role) {
      to++;
    }
    return to;
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
    prepare(change, entry);
    place(change, entry);
  }

  private void prepare(Change change, int entry) throws TreeException {
    Path temporary = temporary(change, entry);
    try {
      ops.write(temporary, change.bytes(), change.role() != Role.PLAIN);
    } catch (IOException e) {
      forget(temporary);
      throw TreeException.of("write", disk.shown().resolve(change.path()), e);
    }
  }

  private Path temporary(Change change, int entry) {
    return disk.resolve(TemporaryName.beside(change.path(), entry));
  }

  private void place(Change change, int entry) throws TreeException {
    Path temporary = temporary(change, entry);
    try {
      if (guard.unchangeable(change.path()) && disk.exists(change.path())) {
        // It was not there when the tree was compared.
        throw new FileAlreadyExistsException(change.path());
      }
      ops.replace(temporary, disk.resolve(change.path()));
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
