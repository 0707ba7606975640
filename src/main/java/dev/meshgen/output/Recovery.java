package dev.meshgen.output;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.LockFile;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TemporaryName;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finishes or discards what an interrupted run left; the package page says by which rules.
 *
 * <p>Each step may be interrupted in turn. None undoes what an earlier one did, and the journal
 * goes only after the last, so that the next recovery meets a state which this one could have met.
 */
final class Recovery {
  /** What became of an interrupted run. */
  enum Outcome {
    COMPLETED,
    DISCARDED
  }

  private enum State {
    BEFORE,
    AFTER,
    /** Neither: the file was changed since. */
    OTHER
  }

  // Whatever the dead run was allowed to do, this one is not.
  private final RootGuard guard = RootGuard.ROOT;

  private final Disk disk;
  private final Journal journal;
  private final Writer writer;

  private final Map<String, State> states = new LinkedHashMap<>();
  private final Map<String, Integer> carried = new LinkedHashMap<>();

  Recovery(Disk disk, FileOps ops, Journal journal) {
    this.disk = disk;
    this.journal = journal;
    writer = new Writer(disk, ops, guard);
  }

  Outcome run() throws TreeException {
    List<Change> changes = journal.changes();
    Workers.each(changes.size(), i -> clean(changes.get(i), i));
    for (int i = 0; i < changes.size(); i++) {
      if (Journal.carries(changes.get(i))) {
        carried.put(changes.get(i).path(), i);
        states.put(changes.get(i).path(), state(changes.get(i)));
      }
    }
    // Sealed files and locks come before anything else: if none of them is new, nothing is, and
    // what was about to be written cannot have been used.
    boolean begun = states.containsValue(State.AFTER);
    if (begun) {
      complete();
    }
    finishRemovals(begun);
    return begun ? Outcome.COMPLETED : Outcome.DISCARDED;
  }

  /**
   * Safe whatever else is found: no tree may hold a file with the name of a temporary one, and a
   * plain file is computed again.
   */
  private void clean(Change change, int entry) throws TreeException {
    if (!change.writes() || !disk.reaches(change.path())) {
      return;
    }
    writer.delete(TemporaryName.beside(change.path(), entry));
    if (change.role() == Role.PLAIN && disk.isEmptyFile(change.path())) {
      // A power cut can keep the new name and lose the content.
      writer.delete(change.path());
    }
  }

  /**
   * A hash tells them apart: no change leaves a file as it was. Absent is a state like any other,
   * so a file that the run created may be BEFORE, and one that it removed may be AFTER.
   */
  private State state(Change change) throws TreeException {
    Optional<byte[]> bytes = disk.read(change.path());
    String now = bytes.isPresent() ? Sha256.hex(bytes.get()) : "";
    if (now.equals(Journal.after(change))) {
      return State.AFTER;
    }
    return now.equals(change.before()) ? State.BEFORE : State.OTHER;
  }

  /**
   * Groups what belongs together by the locks that are to be written: whatever another lock names
   * was not changed by this run, or is in the group of that one. What no lock names, above all the
   * certificate of the root, is a group by itself.
   */
  private void complete() throws TreeException {
    Set<String> settled = new LinkedHashSet<>();
    for (String path : carried.keySet()) {
      Change change = change(path);
      if (change.role() == Role.LOCK && change.writes()) {
        Optional<Set<String>> named = LockFile.sealedPaths(change.bytes());
        if (named.isPresent()) {
          List<String> sealed = new ArrayList<>(named.get());
          sealed.retainAll(carried.keySet());
          settle(path, sealed);
          settled.add(path);
          settled.addAll(sealed);
        }
      }
    }
    for (String path : carried.keySet()) {
      if (!settled.contains(path) && change(path).writes()) {
        redo(path);
      }
    }
  }

  /**
   * One lock and the sealed files it names belong together: all of them, or none. Sealed files come
   * first, as in the run itself: a lock never names what is not there.
   */
  private void settle(String lock, List<String> sealed) throws TreeException {
    boolean disturbed = states.get(lock) == State.OTHER;
    for (String path : sealed) {
      disturbed |= states.get(path) == State.OTHER;
      disturbed |= states.get(path) == State.BEFORE && isFixed(path);
    }
    if (disturbed) {
      discard(lock, sealed);
      return;
    }
    for (String path : sealed) {
      redo(path);
    }
    redo(lock);
  }

  /**
   * What guards a plan guards recovery: an existing root key is never overwritten, nor any file
   * that meshgen did not write, and nothing else than a generated file is put anywhere.
   */
  private boolean isFixed(String path) throws TreeException {
    return disk.exists(path) && (guard.unchangeable(path) || disk.owner(path).isEmpty())
        || change(path).writes() && Header.owner(change(path).bytes()).isEmpty();
  }

  /**
   * Takes back what the run created; a lock that cannot be read may name any of it. What it
   * replaced stays: the bytes before are in Git alone, and the next run says so.
   */
  private void discard(String lock, List<String> sealed) throws TreeException {
    Optional<byte[]> onDisk = disk.read(lock);
    Optional<Set<String>> named =
        onDisk.isPresent() ? LockFile.sealedPaths(onDisk.get()) : Optional.of(Set.of());
    if (named.isEmpty()) {
      return;
    }
    for (String path : sealed) {
      boolean ours = change(path).kind() == Change.Kind.CREATE && states.get(path) == State.AFTER;
      if (ours && !named.get().contains(path) && isDeletable(path)) {
        writer.delete(path);
      }
    }
  }

  private boolean isDeletable(String path) throws TreeException {
    return !guard.undeletable(path) && disk.owner(path).isPresent();
  }

  /** Leaves alone what is done, and what somebody else has changed since. */
  private void redo(String path) throws TreeException {
    if (states.get(path) == State.BEFORE && !isFixed(path)) {
      writer.createDirectories(List.of(change(path)));
      writer.put(change(path), carried.get(path));
    }
  }

  private Change change(String path) {
    return journal.changes().get(carried.get(path));
  }

  /**
   * Last, as in the run itself, when no lock on disk names these files any more. Plain ones are
   * left to the comparison that follows; the folders that are empty without them go in any case.
   */
  private void finishRemovals(boolean begun) throws TreeException {
    List<Change> gone = new ArrayList<>();
    boolean whole = isWhole();
    for (Change change : journal.changes()) {
      if (change.writes()) {
        continue;
      }
      boolean reached = disk.reaches(change.path());
      boolean due = reached && begun && states.get(change.path()) == State.BEFORE;
      boolean leftOver = whole && isLeftOver(change.path());
      if (due && disk.exists(change.path()) && (leftOver || isDeletable(change.path()))) {
        writer.delete(change.path());
      }
      if (!reached || !disk.exists(change.path())) {
        gone.add(change);
      }
    }
    writer.prune(gone);
  }

  /** Whether all that the run wanted to write is there. */
  private boolean isWhole() throws TreeException {
    for (String path : carried.keySet()) {
      if (change(path).writes() && state(change(path)) != State.AFTER) {
        return false;
      }
    }
    return true;
  }

  /**
   * The key of a new root that the lock no longer names: it was withdrawn, or has taken the place
   * of the old one. Left behind, it would be one that nothing rotates and no one misses.
   */
  private boolean isLeftOver(String path) throws TreeException {
    return Layout.isNextKey(path)
        && disk.owner(path).isPresent()
        && disk.read(Layout.ROOT_LOCK)
            .flatMap(LockFile::sealedPaths)
            .filter(named -> !named.contains(path))
            .isPresent();
  }
}
