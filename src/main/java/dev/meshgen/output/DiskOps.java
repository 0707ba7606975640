package dev.meshgen.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/** The real disk. */
final class DiskOps implements FileOps {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final FileAttribute<?>[] DEFAULT = {};

  private final FileAttribute<?>[] ownerOnly;
  private final Set<PosixFilePermission> readable;

  DiskOps(boolean posix) {
    ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : DEFAULT;
    readable = posix ? PosixFilePermissions.fromString("rw-r--r--") : Set.of();
  }

  static DiskOps on(Path root) {
    return new DiskOps(root.getFileSystem().supportedFileAttributeViews().contains("posix"));
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
  }

  @Override
  public void write(Path file, byte[] bytes, boolean durable) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, durable ? ownerOnly : DEFAULT)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (durable) {
        channel.force(true);
      }
    }
    if (durable && !readable.isEmpty()) {
      Files.setPosixFilePermissions(file, readable);
    }
  }

  @Override
  public void setTime(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Override
  public void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (readable.isEmpty()) {
      return; // Windows cannot open a directory.
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
