package dev.meshgen.output;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Every change to the disk, one method each, so that a test can stop the world after any. */
interface FileOps {
  void createDirectory(Path directory) throws IOException;

  /**
   * Writes a file that must not exist yet.
   *
   * @param durable whether its content must survive a power cut once this returns
   */
  void write(Path file, byte[] bytes, boolean durable) throws IOException;

  /** Sets the time at which a file says that it was changed. */
  void setTime(Path file, Instant time) throws IOException;

  /** Replaces a file with another, which readers see whole: either the old or the new. */
  void replace(Path from, Path to) throws IOException;

  /** Deletes a file or an empty directory; does nothing if it does not exist. */
  void delete(Path path) throws IOException;

  /** Makes the names in a directory survive a power cut, where the platform can. */
  void syncDirectory(Path directory) throws IOException;
}
