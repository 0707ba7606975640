package dev.meshgen.output;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** A disk on which the process dies half-way through the operation with a given number. */
final class MortalOps implements FileOps {
  /** The process was killed: nothing it would have done afterwards happens. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final FileOps disk;
  private final int fatal;
  private int done;

  /** The disk below a folder. */
  static MortalOps on(Path root, int fatal) {
    return new MortalOps(DiskOps.on(root), fatal);
  }

  private MortalOps(FileOps disk, int fatal) {
    this.disk = disk;
    this.fatal = fatal;
  }

  private interface Action {
    void run() throws IOException;
  }

  private synchronized void step(Action whole, Action half) throws IOException {
    if (done > fatal) {
      throw new Killed();
    }
    if (done++ == fatal) {
      half.run();
      done = Integer.MAX_VALUE;
      throw new Killed();
    }
    whole.run();
  }

  private void step(Action action) throws IOException {
    step(action, () -> {});
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step(() -> disk.createDirectory(directory));
  }

  @Override
  public void write(Path file, byte[] bytes, boolean durable) throws IOException {
    step(
        () -> disk.write(file, bytes, false), // These tests survive no power cut.
        () -> disk.write(file, Arrays.copyOf(bytes, bytes.length / 2), false));
  }

  @Override
  public void setTime(Path file, Instant time) throws IOException {
    step(() -> disk.setTime(file, time));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    step(() -> disk.replace(from, to));
  }

  @Override
  public void delete(Path path) throws IOException {
    step(() -> disk.delete(path));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    step(() -> {});
  }
}
