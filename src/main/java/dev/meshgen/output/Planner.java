package dev.meshgen.output;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockFile;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TemporaryName;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a tree with a folder. Changes nothing. */
final class Planner {
  private static final byte[] NONE = {};

  private final Disk disk;
  private final RootGuard guard;
  private final OutputTree wanted;
  private final String mesh;

  private final Snapshot snapshot;
  private final Map<String, List<String>> otherMeshes = new TreeMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final TreeMap<String, Change> changes = new TreeMap<>();
  private final TreeSet<String> foreign = new TreeSet<>();

  Planner(Disk disk, RootGuard guard, Snapshot snapshot, OutputTree wanted, String mesh) {
    this.disk = disk;
    this.guard = guard;
    this.wanted = wanted;
    this.snapshot = snapshot;
    this.mesh = mesh;
  }

  Changes plan() throws TreeException {
    List<Map.Entry<String, TreeFile>> files = List.copyOf(wanted.files().entrySet());
    Snapshot.Entry[] there = there(files);
    refuseParents();
    Found[] found = new Found[there.length];
    Workers.each(found.length, i -> found[i] = compare(files.get(i), there[i]));
    int unchanged = 0;
    for (int i = 0; i < found.length; i++) {
      unchanged += found[i] == Found.SAME ? 1 : 0;
      record(files.get(i).getKey(), found[i]);
    }
    remove(there);
    otherMeshes.forEach(this::addOtherMesh);
    return new Changes(mesh, List.copyOf(changes.values()), unchanged, foreign(), problems);
  }

  /** What one comparison found: a change, an owner that is not us, or a problem in words. */
  private record Found(Change change, String otherMesh, String problem) {
    static final Found SAME = new Found(null, null, null);

    static Found of(Change change) {
      return new Found(change, null, null);
    }

    static Found problem(String words) {
      return new Found(null, null, words);
    }
  }

  private Found compare(Map.Entry<String, TreeFile> wantedFile, Snapshot.Entry entry)
      throws TreeException {
    String path = wantedFile.getKey();
    TreeFile file = wantedFile.getValue();
    if (entry == null) {
      return Found.of(new Change(Change.Kind.CREATE, path, file.role(), file.bytes(), ""));
    }
    if (entry.kind() != Snapshot.Kind.FILE) {
      return Found.problem(disk.describe(entry) + " is where a file would go");
    }
    if (entry.size() == file.bytes().length && disk.holds(entry.path(), file.bytes())) {
      return Found.SAME;
    }
    byte[] old = disk.readFile(entry.path());
    if (Arrays.equals(old, file.bytes())) {
      return Found.SAME;
    }
    Optional<String> owner = Header.owner(old);
    if (owner.isEmpty()) {
      return Found.problem("a file that meshgen did not write is in the way");
    }
    if (!owner.get().equals(mesh)) {
      return new Found(null, owner.get(), null);
    }
    if (guard.unchangeable(path)) {
      throw new TreeException("cannot replace " + disk.show(path) + ": it is never overwritten");
    }
    String before = file.role() == Role.PLAIN ? "" : Sha256.hex(old);
    return Found.of(new Change(Change.Kind.CHANGE, path, file.role(), file.bytes(), before));
  }

  private void record(String path, Found found) {
    if (found.change() != null) {
      changes.put(path, found.change());
    } else if (found.otherMesh() != null) {
      otherMeshes.computeIfAbsent(found.otherMesh(), name -> new ArrayList<>()).add(path);
    } else if (found.problem() != null) {
      addProblem(path, found.problem());
    }
  }

  private void addProblem(String path, String message) {
    problems.add(
        Diagnostic.of(Code.FOREIGN_FILE, Span.of(disk.show(path)), message)
            .hinting("move it away, or render into another folder"));
  }

  private void addOtherMesh(String other, List<String> paths) {
    String more =
        switch (paths.size()) {
          case 1 -> "";
          case 2 -> ", and so does another";
          default -> ", and so do " + (paths.size() - 1) + " more files";
        };
    problems.add(
        Diagnostic.of(
                Code.FOREIGN_FILE,
                Span.of(disk.show(paths.get(0))),
                "the file belongs to mesh \"" + other + "\"" + more)
            .expecting("a folder that holds mesh \"" + mesh + "\" alone")
            .hinting("render into another folder, or move the old tree away first"));
  }

  /** Every directory on the way to a file must be one, or not exist yet: never a link or a file. */
  private void refuseParents() throws TreeException {
    for (String parent : wanted.directories()) {
      Snapshot.Entry entry = snapshot.get(parent);
      if (entry == null || entry.kind() == Snapshot.Kind.DIRECTORY) {
        continue;
      }
      if (entry.kind() == Snapshot.Kind.UNREADABLE_DIRECTORY) {
        throw new TreeException("cannot list " + disk.show(parent) + ": permission denied");
      }
      addProblem(parent, disk.describe(entry) + " is where a folder would go");
    }
  }

  /**
   * What is where each wanted file belongs; null if nothing is. Where a file system ignores case,
   * the disk may know a path under another spelling: without this, that would be removed after the
   * new one was written, and both are one file.
   */
  private Snapshot.Entry[] there(List<Map.Entry<String, TreeFile>> files) {
    Snapshot.Entry[] there = new Snapshot.Entry[files.size()];
    Map<String, Integer> missing = new HashMap<>();
    for (int i = 0; i < there.length; i++) {
      String path = files.get(i).getKey();
      there[i] = snapshot.get(path);
      if (there[i] == null) {
        missing.put(path.toLowerCase(Locale.ROOT), i);
      }
    }
    if (missing.isEmpty()) {
      return there;
    }
    for (Snapshot.Entry entry : snapshot.entries()) {
      Integer at = missing.get(entry.path().toLowerCase(Locale.ROOT));
      if (at != null && disk.exists(files.get(at).getKey())) {
        there[at] = entry;
      }
    }
    return there;
  }

  private void remove(Snapshot.Entry[] there) throws TreeException {
    List<Snapshot.Entry> candidates = withoutPlace(there);
    Change[] removals = new Change[candidates.size()];
    Workers.each(removals.length, i -> removals[i] = removal(candidates.get(i).path()));
    for (int i = 0; i < removals.length; i++) {
      if (removals[i] != null) {
        changes.put(removals[i].path(), removals[i]);
      } else {
        foreign.add(candidates.get(i).path());
      }
    }
    refuseUnknownSealed();
  }

  /** The files that the tree has no place for. */
  private List<Snapshot.Entry> withoutPlace(Snapshot.Entry[] there) {
    List<Snapshot.Entry> taken =
        Stream.of(there)
            .filter(entry -> entry != null && entry.kind() == Snapshot.Kind.FILE)
            .toList();
    // No two wanted files have one place: where all are taken, none is without.
    if (taken.size() == snapshot.files()) {
      return List.of();
    }
    Set<String> kept = taken.stream().map(Snapshot.Entry::path).collect(Collectors.toSet());
    List<Snapshot.Entry> without = new ArrayList<>();
    for (Snapshot.Entry entry : snapshot.entries()) {
      if (entry.kind() == Snapshot.Kind.FILE
          && !kept.contains(entry.path())
          && !guard.undeletable(entry.path())) {
        without.add(entry);
      }
    }
    return without;
  }

  /** Also links and devices: an engine may follow a link. */
  private List<String> foreign() {
    for (Snapshot.Entry entry : snapshot.entries()) {
      if (entry.kind() == Snapshot.Kind.LINK || entry.kind() == Snapshot.Kind.SPECIAL) {
        foreign.add(entry.path());
      }
    }
    return List.copyOf(foreign);
  }

  /** A sealed file can be the only copy of what is in it: it goes only if a lock knew it. */
  private void refuseUnknownSealed() throws TreeException {
    List<String> sealed =
        changes.values().stream()
            .filter(change -> !change.writes() && change.role() == Role.SEALED)
            .map(Change::path)
            .toList();
    Set<String> known = sealed.isEmpty() ? Set.of() : knownToLocks();
    for (String path : sealed) {
      if (!known.contains(path) && !staysElsewhere(changes.get(path))) {
        changes.remove(path);
        problems.add(
            Diagnostic.of(
                    Code.LOCK_LOST,
                    Span.of(disk.show(path)),
                    "no lock lists this sealed file, and the spec has no place for it")
                .hinting("restore its lock from Git, or move the file away"));
      }
    }
  }

  /**
   * A killed run may have replaced the key of the old root with that of a new one, and not have
   * removed it from where it was before.
   */
  private boolean staysElsewhere(Change removal) {
    return Layout.isNextKey(removal.path())
        && wanted.files().values().stream()
            .filter(file -> file.role() == Role.SEALED)
            .anyMatch(file -> Sha256.hex(file.bytes()).equals(removal.before()));
  }

  private Set<String> knownToLocks() throws TreeException {
    Set<String> known = new TreeSet<>();
    for (Snapshot.Entry entry : snapshot.entries()) {
      if (entry.kind() == Snapshot.Kind.FILE && Layout.isLock(entry.path())) {
        LockFile.sealedPaths(disk.readFile(entry.path())).ifPresent(known::addAll);
      }
    }
    return known;
  }

  private Change removal(String path) throws TreeException {
    if (TemporaryName.is(Layout.nameOf(path))) {
      return new Change(Change.Kind.REMOVE, path, Role.PLAIN, NONE, "");
    }
    if (!disk.owner(path).filter(mesh::equals).isPresent()) {
      return null;
    }
    Role role = Layout.role(path);
    String before = role == Role.PLAIN ? "" : Sha256.hex(disk.readFile(path));
    return new Change(Change.Kind.REMOVE, path, role, NONE, before);
  }
}
