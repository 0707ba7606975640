package dev.meshgen.lock;

import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Locks as bytes. Printing is canonical: equal locks print equal bytes, and {@code print(parse(x))}
 * is {@code x} for every {@code x} that was printed. Reading takes any YAML of that shape, and
 * nothing beyond it.
 */
public final class LockFile {
  /** The format this version writes, and the newest it reads. */
  static final int VERSION = 1;

  private LockFile() {}

  public static byte[] print(MeshLock lock) {
    LockPrinter printer = new LockPrinter(Layout.ROOT_LOCK, lock.mesh());
    printer.sealed(lock.sealed());
    return printer.bytes();
  }

  public static byte[] print(ClusterLock lock) {
    LockPrinter printer = new LockPrinter(Layout.cluster(lock.cluster()).lock(), lock.mesh());
    printer.cluster(lock.cluster());
    printer.sealed(lock.sealed());
    return printer.bytes();
  }

  /**
   * Reads the lock of the root.
   *
   * @param file its path as the user knows it, for messages
   */
  public static MeshLock parseMesh(String file, byte[] bytes) throws LockException {
    LockParser.Document read = new LockParser(file).parse(bytes, false);
    return new MeshLock(read.mesh(), read.sealed());
  }

  /**
   * Reads the lock of a cluster.
   *
   * @param file its path as the user knows it, for messages
   */
  public static ClusterLock parseCluster(String file, byte[] bytes) throws LockException {
    LockParser.Document read = new LockParser(file).parse(bytes, true);
    return new ClusterLock(read.mesh(), read.cluster(), read.sealed());
  }

  /** The files a lock of either kind names; empty if it cannot be read. */
  public static Optional<Set<String>> sealedPaths(byte[] bytes) {
    try {
      boolean cluster = new String(bytes, StandardCharsets.UTF_8).contains("\ncluster:");
      return Optional.of(new LockParser("lock").parse(bytes, cluster).sealed().keySet());
    } catch (LockException e) {
      return Optional.empty();
    }
  }
}
