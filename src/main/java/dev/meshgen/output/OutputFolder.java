package dev.meshgen.output;

import dev.meshgen.tree.Background;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import dev.meshgen.tree.Workers;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The folder on disk that holds a tree.
 *
 * <p>Opened for writing, it keeps every other writer out until it is closed, and has already
 * finished or discarded what an interrupted run left. Opened for inspection, it takes no lock,
 * creates nothing and works on a read-only disk, also where the folder does not exist yet.
 */
public final class OutputFolder implements AutoCloseable {
  private static final int ATTEMPTS = 100;

  private final Disk disk;
  private final RootGuard guard;
  private final Access access;

  /** Of a {@link #plan} that is to come; null until it is begun. */
  private final AtomicReference<Background<Snapshot>> listing;

  /** What it takes to write: null in a folder that is only inspected. */
  private record Access(
      FileOps ops, FolderLock lock, boolean madeRoot, Optional<Recovery.Outcome> recovered) {}

  private OutputFolder(Disk disk, Access access) {
    this(disk, RootGuard.ROOT, access, new AtomicReference<>());
  }

  private OutputFolder(
      Disk disk, RootGuard guard, Access access, AtomicReference<Background<Snapshot>> listing) {
    this.disk = disk;
    this.guard = guard;
    this.access = access;
    this.listing = listing;
  }

  /**
   * Opens a folder for writing and creates it if need be.
   *
   * @param root the folder; may itself be a symbolic link to one
   * @param patience how long to wait for another meshgen that writes the same folder
   * @param notice gets one line if there is something to wait for
   */
  public static OutputFolder open(Path root, Duration patience, Consumer<String> notice)
      throws TreeException {
    return open(root, patience, notice, DiskOps.on(root));
  }

  static OutputFolder open(Path root, Duration patience, Consumer<String> notice, FileOps ops)
      throws TreeException {
    boolean madeRoot = !Files.exists(root);
    Disk disk = Disk.at(root, made(root));
    StateFolder state = StateFolder.in(disk);
    FolderLock lock = FolderLock.acquire(state, patience, notice);
    try {
      Optional<Recovery.Outcome> recovered = recover(disk, state, ops);
      return new OutputFolder(disk, new Access(ops, lock, madeRoot, recovered));
    } catch (TreeException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** Creates the folder; again, if another run that wrote nothing removes it meanwhile. */
  private static Path made(Path root) throws TreeException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.createDirectories(root);
        return root.toRealPath();
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS || Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
          throw TreeException.of("create folder", root, e);
        }
      } catch (IOException e) {
        throw TreeException.of("create folder", root, e);
      }
    }
  }

  private static Optional<Recovery.Outcome> recover(Disk disk, StateFolder state, FileOps ops)
      throws TreeException {
    Optional<Journal> journal = state.readJournal();
    if (journal.isEmpty()) {
      return Optional.empty();
    }
    Recovery.Outcome outcome = new Recovery(disk, ops, journal.get()).run();
    state.deleteJournal(ops);
    return Optional.of(outcome);
  }

  /** Opens a folder to read and compare only. */
  public static OutputFolder inspect(Path root) throws TreeException {
    boolean exists = Files.exists(root, LinkOption.NOFOLLOW_LINKS);
    return new OutputFolder(Disk.at(root, exists ? real(root) : root), null);
  }

  private static Path real(Path root) throws TreeException {
    try {
      Path real = root.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new TreeException("cannot use " + root + ": not a folder");
      }
      return real;
    } catch (IOException e) {
      throw TreeException.of("open folder", root, e);
    }
  }

  /**
   * Whether a run was interrupted and nothing has tidied up after it yet. Never true in a folder
   * that is open for writing; in one that is inspected, sealed files and locks may disagree.
   */
  public boolean interrupted() {
    return access == null && StateFolder.in(disk).hasJournal();
  }

  /** Whether opening it found what an interrupted run had left, and finished or discarded that. */
  public boolean recovered() {
    return access != null && access.recovered().isPresent();
  }

  /**
   * The file at a path; empty if nothing is there.
   *
   * @throws TreeException also if the path, or a folder above it, is a symbolic link
   */
  public Optional<byte[]> read(String path) throws TreeException {
    return disk.read(path);
  }

  /** Several files at once, on all cores; what does not exist is not in the map. */
  public SortedMap<String, byte[]> readAll(Collection<String> paths) throws TreeException {
    List<String> wanted = List.copyOf(new TreeSet<>(paths));
    List<Optional<byte[]>> found =
        new ArrayList<>(Collections.nCopies(wanted.size(), Optional.<byte[]>empty()));
    Workers.each(wanted.size(), i -> found.set(i, disk.read(wanted.get(i))));
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (found.get(i).isPresent()) {
        files.put(wanted.get(i), found.get(i).get());
      }
    }
    return Collections.unmodifiableSortedMap(files);
  }

  /** The names of the folders directly below a folder; none if it is not there. */
  public SortedSet<String> folders(String path) throws TreeException {
    return disk.folders(path);
  }

  /**
   * Every regular file, whoever wrote it, but for those in folders whose names start with a dot.
   */
  public List<String> paths() throws TreeException {
    List<String> paths = new ArrayList<>();
    for (Snapshot.Entry entry : disk.snapshot().entries()) {
      if (entry.kind() == Snapshot.Kind.FILE) {
        paths.add(entry.path());
      }
    }
    return paths;
  }

  /** Every file in the folder that was generated from this mesh. */
  public OutputTree existing(String mesh) throws TreeException {
    List<String> paths = paths();
    TreeFile[] found = new TreeFile[paths.size()];
    Workers.each(
        found.length,
        i -> {
          if (disk.owner(paths.get(i)).filter(mesh::equals).isPresent()) {
            found[i] = new TreeFile(disk.readFile(paths.get(i)), Layout.role(paths.get(i)));
          }
        });
    Map<String, TreeFile> files = new LinkedHashMap<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] != null) {
        files.put(paths.get(i), found[i]);
      }
    }
    return OutputTree.unchecked(files);
  }

  /** The same folder, for a run that seals the root's key to other recipients. */
  public OutputFolder resealingRoot() {
    return new OutputFolder(disk, RootGuard.ROOT_RESEALED, access, listing);
  }

  /** The same folder, for a run after which another root signs, and the old key is gone. */
  public OutputFolder replacingRoot() {
    return new OutputFolder(disk, RootGuard.ROOT_REPLACED, access, listing);
  }

  /**
   * Begins to list the folder, for a {@link #plan} that follows at once: what comes or goes after
   * this may be found as it was.
   */
  public void beginListing() {
    listing.set(new Background<>("meshgen-list", disk::snapshot).start());
  }

  /** Compares the folder with the tree that is wanted. Writes nothing. */
  public Changes plan(OutputTree wanted, String mesh) throws TreeException {
    Background<Snapshot> begun = listing.getAndSet(null);
    Snapshot snapshot = begun == null ? disk.snapshot() : begun.await();
    return new Planner(disk, guard, snapshot, wanted, mesh).plan();
  }

  /**
   * Carries out a plan: journal first, then sealed files, locks, the rest, removals. If it fails,
   * or the process is killed, opening the folder again and applying a new plan leads to the same
   * end.
   *
   * @throws IllegalStateException if the plan has problems, the folder is only inspected, or an
   *     earlier attempt through this very object failed
   */
  public void apply(Changes changes) throws TreeException {
    if (access == null || !changes.problems().isEmpty()) {
      throw new IllegalStateException("these changes must not be applied");
    }
    if (changes.isEmpty()) {
      return;
    }
    StateFolder state = StateFolder.in(disk);
    if (state.hasJournal()) {
      // Overwriting it would forget what has already been written but not recorded.
      throw new IllegalStateException("an earlier attempt failed: open the folder again first");
    }
    Journal journal = Journal.of(changes);
    state.writeJournal(access.ops(), journal);
    new Writer(disk, access.ops(), guard).write(journal);
    state.deleteJournal(access.ops());
  }

  /** Lets other writers in; leaves no trace of the lock unless there is something to finish. */
  @Override
  public void close() throws TreeException {
    if (access == null) {
      return;
    }
    try {
      StateFolder.in(disk).vanish(access.ops());
      if (access.madeRoot()) {
        access.ops().delete(disk.root());
      }
    } catch (IOException e) {
      // A folder that is not empty, or a file another process holds open: the next run copes.
    } finally {
      access.lock().close();
    }
  }
}
