package dev.meshgen.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a journal that was written here has, and one that came through Git, a patch or an archive
 * has not: it lies in the very folder that was made for it, which its inode tells, and its time of
 * change is one drawn long before the file was written, which a checkout does not set.
 *
 * @param folder inode of the folder it lies in; 0 where the platform knows none
 * @param time its time of change
 */
record JournalOrigin(long folder, Instant time) {
  /** Drawn times lie in the twenty years from here on, which no checkout stamps on a file. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Duration COARSEST = Duration.ofSeconds(2);

  /** For a journal that is about to be written into a folder. */
  static JournalOrigin in(Path folder) throws IOException {
    long micros = ChronoUnit.MICROS.between(EARLIEST, LATEST);
    // Spread over all of them, so that two journals hardly ever have the same.
    long drawn = Math.floorMod(System.nanoTime() * 0x9E3779B97F4A7C15L, micros);
    return new JournalOrigin(inode(folder), EARLIEST.plus(drawn, ChronoUnit.MICROS));
  }

  /** Whether the file, read from the folder, was written by the run that its text names. */
  boolean isOf(Path folder, Path file) throws IOException {
    Instant stamped =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .lastModifiedTime()
            .toInstant();
    return this.folder == inode(folder)
        && !time.isBefore(EARLIEST)
        && time.isBefore(LATEST)
        && isSame(stamped)
        && isOfThisUser(file);
  }

  /** A file system may keep whole seconds only. */
  private boolean isSame(Instant stamped) {
    return stamped.equals(time)
        || stamped.getNano() == 0 && Duration.between(stamped, time).abs().compareTo(COARSEST) <= 0;
  }

  private static long inode(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? ((Number) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS)).longValue()
        : 0;
  }

  private static boolean isOfThisUser(Path file) throws IOException {
    Optional<String> user = ProcessHandle.current().info().user();
    return user.isEmpty()
        || !file.getFileSystem().supportedFileAttributeViews().contains("posix")
        || Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(user.get());
  }
}
