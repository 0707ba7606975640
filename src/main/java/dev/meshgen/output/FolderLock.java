package dev.meshgen.output;

import dev.meshgen.tree.TreeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Keeps a second writer out of an output folder. The operating system drops the lock when its
 * holder dies, so there are no stale locks. One holder per folder and process.
 */
final class FolderLock implements AutoCloseable {
  // Not at the start: Windows does not let others read a locked region, and the process id is
  // there.
  private static final long REGION = 1L << 30;
  private static final long POLL_MILLIS = 50;

  private final StateFolder state;
  private final Duration patience;
  private final Consumer<String> notice;
  private final long deadline;
  private boolean noticed;
  private FileChannel channel;
  private Object opened;

  private FolderLock(StateFolder state, Duration patience, Consumer<String> notice) {
    this.state = state;
    this.patience = patience;
    this.notice = notice;
    deadline = System.nanoTime() + patience.toNanos();
  }

  /** Waits for the lock, and says so once if it has to. */
  static FolderLock acquire(StateFolder state, Duration patience, Consumer<String> notice)
      throws TreeException {
    FolderLock lock = new FolderLock(state, patience, notice);
    try {
      while (!lock.attempt()) {
        lock.pause();
      }
      return lock;
    } catch (IOException e) {
      lock.close();
      throw TreeException.of("lock", state.shown(), e);
    } catch (TreeException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * The holder deletes the file before it lets go. So after the lock is ours, the name must still
   * lead to the file we locked, or others could hold a lock on a newer one.
   */
  private boolean attempt() throws IOException, TreeException {
    try {
      if (channel == null && !openFile()) {
        return false;
      }
      FileLock held = channel.tryLock(REGION, 1, false);
      if (held == null) {
        return false;
      }
      if (!Objects.equals(opened, identity(state.lock()))) {
        close();
        return false;
      }
      state.ignoreInGit();
      sign();
      return true;
    } catch (NoSuchFileException e) {
      close();
      return false;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private boolean openFile() throws IOException, TreeException {
    state.create();
    createFile(state.lock());
    opened = identity(state.lock());
    channel =
        FileChannel.open(
            state.lock(),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    if (!Objects.equals(opened, identity(state.lock()))) {
      close();
      return false;
    }
    return true;
  }

  private static void createFile(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Somebody else's, or left by a run that was killed.
    }
  }

  /** Which file this is, whatever its name; null where the platform does not tell. */
  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void sign() throws IOException {
    channel.truncate(0);
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private void pause() throws TreeException {
    if (channel == null && System.nanoTime() < deadline) {
      return; // Lost a race for the file, not for the lock.
    }
    String holder = "another meshgen" + holder() + " is writing " + state.shown().getParent();
    if (System.nanoTime() >= deadline) {
      throw new TreeException(holder + "; gave up after " + patience.toMillis() / 1000.0 + " s");
    }
    if (!noticed) {
      noticed = true;
      notice.accept(holder + "; waiting");
    }
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TreeException(holder + "; stopped waiting");
    }
  }

  private String holder() {
    if (channel == null) {
      return "";
    }
    try {
      // Through the open channel: on POSIX, closing a second one would drop every lock on the file.
      ByteBuffer buffer = ByteBuffer.allocate(20);
      channel.read(buffer, 0);
      String pid = new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
      return pid.isBlank() || !pid.chars().allMatch(c -> c >= '0' && c <= '9')
          ? ""
          : " (process " + pid + ")";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws TreeException {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw TreeException.of("unlock", state.shown(), e);
    } finally {
      channel = null;
    }
  }
}
