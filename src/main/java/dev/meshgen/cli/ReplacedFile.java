package dev.meshgen.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A file of the user's that gets new content: the old one or the new one is there, never a part.
 */
final class ReplacedFile {
  private ReplacedFile() {}

  /**
   * Replaces what {@code path}, or the file it links to, holds; its permissions stay. Creates it if
   * it does not exist.
   *
   * @throws IOException when that fails; the file is then as it was
   */
  static void write(Path path, byte[] content) throws IOException {
    boolean there = Files.exists(path);
    Path file = there ? path.toRealPath() : path;
    Path beside = file.resolveSibling("." + file.getFileName() + ".meshgen.tmp");
    Files.deleteIfExists(beside);
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        if (there) {
          keepPermissions(file, beside);
        }
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (view != null) {
      Files.setPosixFilePermissions(to, view.readAttributes().permissions());
    }
  }
}
