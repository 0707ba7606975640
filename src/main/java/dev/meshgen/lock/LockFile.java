package dev.meshgen.lock;

import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Locks as bytes. Printing is canonical: equal locks print equal bytes, and {@code print(parse(x))}
 * is {@code x} for every {@code x} that was printed. Reading takes any YAML of that shape, and
 * nothing beyond it.
 *
 * <p>The first format knew sealed files only; that of the root still needs no other. The second
 * says what runs in a cluster, too. A lock of the first is read as it is, and the next render
 * writes one of the second in its place.
 */
public final class LockFile {
  /** The format without a record of what runs. */
  static final int SEALED_ONLY = 1;

  /** The format with one. */
  static final int RECORDING = 2;

  private LockFile() {}

  public static byte[] print(MeshLock lock) {
    LockPrinter printer = new LockPrinter(Layout.ROOT_LOCK, lock.mesh(), SEALED_ONLY);
    printer.text(0, "meshgen", lock.writer());
    lock.root().ifPresent(root -> CertificateSection.print(printer, 0, "root", root));
    lock.rotation().ifPresent(rotation -> RotationSection.print(printer, rotation));
    RevocationSection.print(printer, lock.revoked());
    SealedSection.print(printer, lock.sealed());
    return printer.bytes();
  }

  public static byte[] print(ClusterLock lock) {
    LockPrinter printer =
        new LockPrinter(
            Layout.cluster(lock.cluster()).lock(),
            lock.mesh(),
            lock.runs().isPresent() ? RECORDING : SEALED_ONLY);
    printer.text(0, "cluster", lock.cluster());
    lock.runs().ifPresent(record -> RunningSection.print(printer, record));
    SealedSection.print(printer, lock.sealed());
    return printer.bytes();
  }

  /**
   * Reads the lock of the root.
   *
   * @param file its path as the user knows it, for messages
   */
  public static MeshLock parseMesh(String file, byte[] bytes) throws LockException {
    LockParser.Document read = new LockParser(file).parse(bytes, SEALED_ONLY);
    Optional<String> writer = read.fields().optionalText("meshgen");
    Optional<LockNode> root = read.fields().optional("root");
    Optional<LockNode> rotation = read.fields().optional("rotation");
    Optional<LockNode> revoked = read.fields().optional(RevocationSection.NAME);
    MeshLock lock =
        new MeshLock(
            read.mesh(),
            writer,
            root.isPresent()
                ? Optional.of(CertificateSection.parse(root.get().fields()))
                : Optional.empty(),
            rotation.isPresent()
                ? Optional.of(RotationSection.parse(rotation.get().fields()))
                : Optional.empty(),
            SealedSection.parse(read.fields()),
            revoked.isPresent() ? RevocationSection.parse(revoked.get().fields()) : List.of());
    read.fields().end();
    return lock;
  }

  /**
   * Reads the lock of a cluster.
   *
   * @param file its path as the user knows it, for messages
   */
  public static ClusterLock parseCluster(String file, byte[] bytes) throws LockException {
    LockParser.Document read = new LockParser(file).parse(bytes, RECORDING);
    ClusterLock lock =
        new ClusterLock(
            read.mesh(),
            read.fields().required("cluster").text(),
            read.version() == RECORDING
                ? Optional.of(RunningSection.parse(read.fields()))
                : Optional.empty(),
            SealedSection.parse(read.fields()));
    read.fields().end();
    return lock;
  }

  /** The files a lock of either kind names; empty if it cannot be read. */
  public static Optional<Set<String>> sealedPaths(byte[] bytes) {
    try {
      LockParser.Document read = new LockParser("lock").parse(bytes, RECORDING);
      return Optional.of(SealedSection.parse(read.fields()).keySet());
    } catch (LockException e) {
      return Optional.empty();
    }
  }
}
