package dev.meshgen.output;

import dev.meshgen.tree.Header;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads an output folder, and never through a link inside it.
 *
 * @param shown the folder as the user named it, for messages
 * @param root the folder itself, without links; need not exist
 * @param solid directories known to be no links
 */
record Disk(Path shown, Path root, Map<String, Boolean> solid) {
  /** No file of a tree comes near it. */
  private static final long LARGEST = 64L << 20;

  private static final int PART_SIZE = 32 << 10;

  /** Outside of the heap, where the system copies to. */
  private static final ThreadLocal<ByteBuffer> PART =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PART_SIZE));

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  static Disk at(Path shown, Path root) {
    return new Disk(shown, root, new ConcurrentHashMap<>());
  }

  /** The path as the user would type it. */
  String show(String path) {
    return shown.resolve(path).toString();
  }

  Path resolve(String path) {
    return root.resolve(path);
  }

  boolean exists(String path) {
    return Files.exists(resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  Snapshot snapshot() throws TreeException {
    return Snapshot.of(root);
  }

  /** What an entry is, with an article; for a link, also where it leads. */
  String describe(Snapshot.Entry entry) {
    return switch (entry.kind()) {
      case FILE -> "a file";
      case DIRECTORY, UNREADABLE_DIRECTORY -> "a folder";
      case SPECIAL -> "a device, pipe or socket";
      case LINK -> describeLink(entry.path());
    };
  }

  private String describeLink(String path) {
    try {
      Path target = Files.readSymbolicLink(resolve(path));
      Path full = resolve(path).resolveSibling(target).normalize();
      return "a symbolic link to "
          + target
          + (full.startsWith(root) ? "" : ", outside the folder,");
    } catch (IOException | UnsupportedOperationException e) {
      return "a symbolic link";
    }
  }

  /** A file the snapshot has shown to be a regular one. */
  byte[] readFile(String path) throws TreeException {
    Path file = resolve(path);
    try {
      return readRegular(file, attributes(file), LARGEST);
    } catch (IOException e) {
      throw TreeException.of("read", shown.resolve(path), e);
    }
  }

  /**
   * Whether a file that the snapshot has shown to be a regular one holds these bytes and no more.
   * Most files of a tree do, of which nothing is kept.
   */
  boolean holds(String path, byte[] wanted) throws TreeException {
    ByteBuffer buffer = PART.get();
    ByteBuffer rest = ByteBuffer.wrap(wanted);
    try (FileChannel channel = FileChannel.open(resolve(path), READ)) {
      while (channel.read(buffer.clear()) >= 0) {
        buffer.flip();
        if (buffer.remaining() > rest.remaining()) {
          return false;
        }
        int end = rest.position() + buffer.remaining();
        if (!buffer.equals(rest.slice(rest.position(), buffer.remaining()))) {
          return false;
        }
        rest.position(end);
      }
      return !rest.hasRemaining();
    } catch (IOException e) {
      throw TreeException.of("read", shown.resolve(path), e);
    }
  }

  /**
   * Reads a file whole.
   *
   * @throws IOException also if it is a link, a device or a pipe, which never ends, or too large
   */
  static byte[] readRegular(Path file, long largest) throws IOException {
    return readRegular(file, attributes(file), largest);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] readRegular(Path file, BasicFileAttributes attributes, long largest)
      throws IOException {
    if (!attributes.isRegularFile()) {
      throw new IOException("not a regular file");
    }
    if (attributes.size() > largest) {
      throw new IOException("larger than " + (largest >> 20) + " MiB");
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      // One byte more than there should be, so that the end is seen without another growth.
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(attributes.size() + 1));
      while (channel.read(buffer) >= 0) {
        if (!buffer.hasRemaining()) {
          if (buffer.capacity() > largest) {
            throw new IOException("larger than " + (largest >> 20) + " MiB");
          }
          buffer = ByteBuffer.allocate(buffer.capacity() * 2).put(buffer.flip());
        }
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  /** The mesh that a file on disk names; empty for a file that cannot be read. */
  Optional<String> owner(String path) throws TreeException {
    try (InputStream in = Files.newInputStream(resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      byte[] start = in.readNBytes(Header.WINDOW);
      return Header.owner(start);
    } catch (AccessDeniedException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw TreeException.of("read", shown.resolve(path), e);
    }
  }

  /** Any path; empty if nothing is there, an error if it or a folder above it is a link. */
  Optional<byte[]> read(String path) throws TreeException {
    TreePath.check(path);
    Optional<BasicFileAttributes> attributes = reaches(path) ? attributes(path) : Optional.empty();
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    if (!attributes.get().isRegularFile()) {
      throw new TreeException("cannot read " + show(path) + ": not a regular file");
    }
    try {
      return Optional.of(readRegular(resolve(path), attributes.get(), LARGEST));
    } catch (IOException e) {
      throw TreeException.of("read", shown.resolve(path), e);
    }
  }

  /** The names of the folders directly below a folder, of which no link is one. */
  SortedSet<String> folders(String path) throws TreeException {
    SortedSet<String> names = new TreeSet<>();
    if (!reaches(path + "/")) {
      return names;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(resolve(path))) {
      for (Path child : found) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          names.add(child.getFileName().toString());
        }
      }
      return names;
    } catch (DirectoryIteratorException e) {
      throw TreeException.of("list", shown.resolve(path), e.getCause());
    } catch (IOException e) {
      throw TreeException.of("list", shown.resolve(path), e);
    }
  }

  /** Whether the folders above a path exist; an error if one of them is a link. */
  boolean reaches(String path) throws TreeException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (!solid.containsKey(parent)) {
        // What cannot be looked at must not pass for absent: a secret would be issued again.
        if (!isSolid(parent)) {
          return false;
        }
        solid.put(parent, true);
      }
    }
    return true;
  }

  boolean isEmptyFile(String path) throws TreeException {
    Optional<BasicFileAttributes> found = attributes(path);
    return found.isPresent() && found.get().isRegularFile() && found.get().size() == 0;
  }

  private boolean isSolid(String directory) throws TreeException {
    Optional<BasicFileAttributes> attributes = attributes(directory);
    if (attributes.isPresent() && attributes.get().isSymbolicLink()) {
      throw new TreeException("cannot read below " + show(directory) + ": it is a symbolic link");
    }
    return attributes.isPresent() && attributes.get().isDirectory();
  }

  private Optional<BasicFileAttributes> attributes(String path) throws TreeException {
    try {
      return Optional.of(attributes(resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw TreeException.of("read", shown.resolve(path), e);
    }
  }
}
