package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the locks and sealed files that earlier runs left. */
public final class CommittedReader {
  /** Read in any case: they may be left over from another authority. */
  private static final List<String> SIGNERS = List.of(Layout.ROOT_KEY, Layout.ISSUING_KEY);

  private final OutputFolder folder;
  private final String folderName;
  private final Report report;

  public CommittedReader(OutputFolder folder, String folderName, Report report) {
    this.folder = folder;
    this.folderName = folderName;
    this.report = report;
  }

  /** Whether a rotation of the root is under way; what cannot be read is reported elsewhere. */
  public boolean rotates() throws TreeException {
    Optional<byte[]> lock = folder.read(Layout.ROOT_LOCK);
    try {
      return lock.isPresent()
          && LockFile.parseMesh(Layout.ROOT_LOCK, lock.get()).rotation().isPresent();
    } catch (LockException e) {
      return false;
    }
  }

  /** Empty, and reported, when a lock cannot be read. */
  public Optional<CommittedSecrets> read(MeshPlan plan) throws TreeException {
    List<String> paths = new ArrayList<>();
    paths.add(Layout.ROOT_LOCK);
    paths.add(Layout.ROOT_CERTIFICATE);
    for (ClusterPlan cluster : plan.clusters()) {
      paths.add(Layout.cluster(cluster.name()).lock());
    }
    paths.addAll(SIGNERS);
    plan.secrets().forEach(secret -> paths.add(secret.path()));
    plan.requests().forEach(secret -> paths.add(Layout.cluster(secret.owner()).request()));
    if (!plan.mesh().sealsBySops()) {
      plan.clusters().forEach(each -> paths.add(each.layout().ownList()));
    }
    SortedMap<String, byte[]> files = folder.readAll(paths);
    Optional<MeshLock> meshLock = meshLock(files.get(Layout.ROOT_LOCK));
    meshLock
        .filter(lock -> !lock.mesh().equals(plan.mesh().name()))
        .ifPresent(lock -> report.add(foreign(lock, plan)));
    SortedMap<String, ClusterLock> clusterLocks = clusterLocks(plan, files);
    if (report.hasErrors()) {
      return Optional.empty();
    }
    MovedCredentials moved = new MovedCredentials(plan, clusterLocks);
    return Optional.of(
        new CommittedSecrets(
            folderName,
            meshLock.isEmpty() && folder.existing(plan.mesh().name()).size() > 0,
            meshLock,
            moved.locks(),
            moved.from(),
            sealed(plan, files, moved),
            requests(plan, files),
            lists(plan, files),
            Optional.ofNullable(files.get(Layout.ROOT_CERTIFICATE))));
  }

  private static SortedMap<String, byte[]> requests(
      MeshPlan plan, SortedMap<String, byte[]> files) {
    SortedMap<String, byte[]> requests = new TreeMap<>();
    for (SecretPlan secret : plan.requests()) {
      byte[] bytes = files.get(Layout.cluster(secret.owner()).request());
      if (bytes != null) {
        requests.put(secret.owner(), bytes);
      }
    }
    return requests;
  }

  private static SortedMap<String, byte[]> lists(MeshPlan plan, SortedMap<String, byte[]> files) {
    SortedMap<String, byte[]> lists = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      byte[] bytes = files.get(cluster.layout().ownList());
      if (bytes != null) {
        lists.put(cluster.name(), bytes);
      }
    }
    return lists;
  }

  private SortedMap<String, byte[]> sealed(
      MeshPlan plan, SortedMap<String, byte[]> files, MovedCredentials moved) throws TreeException {
    SortedMap<String, byte[]> sealed = new TreeMap<>();
    for (SecretPlan secret : plan.secrets()) {
      if (files.containsKey(secret.path())) {
        sealed.put(secret.path(), files.get(secret.path()));
      }
    }
    for (String path : SIGNERS) {
      if (files.containsKey(path)) {
        sealed.put(path, files.get(path));
      }
    }
    if (!moved.from().isEmpty()) {
      SortedMap<String, byte[]> old = folder.readAll(moved.from().values());
      moved
          .from()
          .forEach(
              (path, from) -> {
                if (old.containsKey(from)) {
                  sealed.putIfAbsent(path, old.get(from));
                }
              });
    }
    return sealed;
  }

  private Diagnostic foreign(MeshLock lock, MeshPlan plan) {
    return Diagnostic.of(
            Code.FOREIGN_MESH,
            Span.of(folderName + "/" + Layout.ROOT_LOCK),
            "the folder holds mesh \""
                + lock.mesh()
                + "\", but the spec is for \""
                + plan.mesh().name()
                + "\"")
        .expecting("one folder per mesh")
        .hinting("render into another folder, or change the name of the mesh back");
  }

  private Optional<MeshLock> meshLock(byte[] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LockFile.parseMesh(folderName + "/" + Layout.ROOT_LOCK, bytes));
    } catch (LockException e) {
      report.add(e.diagnostic());
      return Optional.empty();
    }
  }

  private SortedMap<String, ClusterLock> clusterLocks(
      MeshPlan plan, SortedMap<String, byte[]> files) {
    List<ClusterPlan> clusters = plan.clusters();
    ClusterLock[] parsed = new ClusterLock[clusters.size()];
    Diagnostic[] wrong = new Diagnostic[clusters.size()];
    Workers.onAllCores(
        clusters.size(),
        i -> {
          String path = Layout.cluster(clusters.get(i).name()).lock();
          byte[] bytes = files.get(path);
          if (bytes != null) {
            try {
              parsed[i] = LockFile.parseCluster(folderName + "/" + path, bytes);
            } catch (LockException e) {
              wrong[i] = e.diagnostic();
            }
          }
        });
    SortedMap<String, ClusterLock> locks = new TreeMap<>();
    for (int i = 0; i < parsed.length; i++) {
      if (parsed[i] != null) {
        locks.put(clusters.get(i).name(), parsed[i]);
      } else if (wrong[i] != null) {
        report.add(wrong[i]);
      }
    }
    return locks;
  }
}
