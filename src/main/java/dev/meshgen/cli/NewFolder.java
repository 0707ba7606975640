package dev.meshgen.cli;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/** Writes files that must not exist yet; takes them back unless {@link #keep} is called. */
final class NewFolder implements AutoCloseable {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path folder;
  private final Deque<Path> written = new ArrayDeque<>();

  NewFolder(Path folder) {
    this.folder = folder;
  }

  void requireFree(String... names) throws CommandException {
    for (String name : names) {
      if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        throw new CommandException(
            folder.resolve(name) + " already exists; init overwrites nothing");
      }
    }
  }

  void write(String name, byte[] content) throws CommandException {
    write(name, content, "rw-r--r--", "rwxr-xr-x");
  }

  /** For the owner's eyes only, from the first byte on. */
  void writeSecret(String name, SecretBytes content) throws CommandException {
    byte[] bytes = content.copy();
    try {
      write(name, bytes, "rw-------", "rwx------");
    } finally {
      Arrays.fill(bytes, (byte) 0);
      content.close();
    }
  }

  private void write(String name, byte[] content, String mode, String folderMode)
      throws CommandException {
    Path file = folder.resolve(name);
    try {
      makeFolder(folder, "rwxr-xr-x");
      makeFolder(file.getParent(), folderMode);
      Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (SeekableByteChannel out = Files.newByteChannel(file, options, attributes(mode))) {
        written.push(file);
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new CommandException("cannot write " + file + ": " + IoReason.of(e), e);
    }
  }

  private void makeFolder(Path path, String mode) throws IOException {
    if (!path.equals(folder) && Files.isSymbolicLink(path)) {
      throw new IOException("a symbolic link points out of the folder");
    }
    if (Files.isDirectory(path)) {
      return;
    }
    if (Files.exists(path)) {
      throw new IOException(path + " is not a folder");
    }
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    Files.createDirectory(path, attributes(mode));
    written.push(path);
  }

  private static FileAttribute<?>[] attributes(String mode) {
    if (!POSIX) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  void keep() {
    written.clear();
  }

  @Override
  public void close() throws CommandException {
    while (!written.isEmpty()) {
      Path path = written.pop();
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new CommandException("cannot remove " + path + ": " + IoReason.of(e), e);
      }
    }
  }
}
