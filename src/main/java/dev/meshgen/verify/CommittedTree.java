package dev.meshgen.verify;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree as it lies in its folder, as far as it is about keys.
 *
 * @param folder as the user typed it, for messages
 * @param files bytes by path: locks, sealed files, what fetches secrets, the certificate of the
 *     root, the rules of sops
 * @param mesh the lock of the root
 * @param clusters their locks, by name
 */
record CommittedTree(
    String folder,
    SortedMap<String, byte[]> files,
    MeshLock mesh,
    SortedMap<String, ClusterLock> clusters) {

  /**
   * An entry of a lock.
   *
   * @param cluster whose lock it is in; empty for that of the root
   */
  record Entry(Optional<String> cluster, String path, SealedFacts facts) {
    /** Whether it is the {@code cacerts} of a cluster. */
    boolean isCacerts() {
      return cluster.isPresent() && facts.certificate().isPresent();
    }
  }

  /** Empty, and reported, if a lock is missing or cannot be read. */
  static Optional<CommittedTree> read(
      OutputFolder folder, List<String> paths, String name, Report report) throws TreeException {
    List<String> wanted = new ArrayList<>(List.of(Layout.SOPS_RULES, Layout.ROOT_CERTIFICATE));
    paths.stream().filter(path -> Layout.role(path) != Role.PLAIN).forEach(wanted::add);
    SortedMap<String, byte[]> files = folder.readAll(wanted);
    byte[] root = files.get(Layout.ROOT_LOCK);
    if (root == null) {
      report.add(
          Diagnostic.of(Code.TREE_MISSING, Span.of(name), "the folder holds no " + Layout.ROOT_LOCK)
              .expecting("a tree written by `meshgen render`")
              .hinting("name its folder: `meshgen verify DIR`"));
      return Optional.empty();
    }
    Optional<MeshLock> mesh = Optional.empty();
    try {
      mesh = Optional.of(LockFile.parseMesh(name + "/" + Layout.ROOT_LOCK, root));
    } catch (LockException e) {
      report.add(e.diagnostic());
    }
    SortedMap<String, ClusterLock> clusters = clusters(files, name, report);
    mesh.ifPresent(lock -> requireOneMesh(lock, clusters, name, report));
    return report.hasErrors()
        ? Optional.empty()
        : Optional.of(new CommittedTree(name, files, mesh.orElseThrow(), clusters));
  }

  private static SortedMap<String, ClusterLock> clusters(
      SortedMap<String, byte[]> files, String name, Report report) {
    List<String> paths =
        files.keySet().stream().filter(path -> Layout.lockOf(path).isPresent()).toList();
    ClusterLock[] locks = new ClusterLock[paths.size()];
    Diagnostic[] wrong = new Diagnostic[paths.size()];
    Workers.onAllCores(
        locks.length,
        i -> {
          try {
            locks[i] = LockFile.parseCluster(name + "/" + paths.get(i), files.get(paths.get(i)));
          } catch (LockException e) {
            wrong[i] = e.diagnostic();
          }
        });
    SortedMap<String, ClusterLock> clusters = new TreeMap<>();
    for (int i = 0; i < locks.length; i++) {
      if (wrong[i] != null) {
        report.add(wrong[i]);
      } else {
        clusters.put(Layout.lockOf(paths.get(i)).orElseThrow(), locks[i]);
      }
    }
    return clusters;
  }

  private static void requireOneMesh(
      MeshLock mesh, SortedMap<String, ClusterLock> clusters, String name, Report report) {
    clusters.forEach(
        (cluster, lock) -> {
          if (!lock.mesh().equals(mesh.mesh()) || !lock.cluster().equals(cluster)) {
            report.add(
                Diagnostic.of(
                        Code.FOREIGN_MESH,
                        Span.of(name + "/" + Layout.cluster(cluster).lock()),
                        "the lock is that of cluster \""
                            + lock.cluster()
                            + "\" of mesh \""
                            + lock.mesh()
                            + "\"")
                    .expecting("the lock of \"" + cluster + "\" of \"" + mesh.mesh() + "\"")
                    .hinting("restore it from Git"));
          }
        });
  }

  Span at(String path) {
    return Span.of(folder + "/" + path);
  }

  /** Those of the root first, then by cluster. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    mesh.sealed().forEach((path, facts) -> entries.add(new Entry(Optional.empty(), path, facts)));
    clusters.forEach(
        (cluster, lock) ->
            lock.sealed()
                .forEach(
                    (path, facts) -> entries.add(new Entry(Optional.of(cluster), path, facts))));
    return entries;
  }

  /** What is locked of the roots: that which signs, and one that is to take its place. */
  List<LockedCertificate> roots() {
    List<LockedCertificate> roots = new ArrayList<>();
    mesh.root()
        .or(
            () ->
                Optional.ofNullable(mesh.sealed().get(Layout.ROOT_KEY))
                    .flatMap(SealedFacts::certificate))
        .ifPresent(roots::add);
    mesh.rotation().map(LockedRotation::root).ifPresent(roots::add);
    return roots;
  }
}
