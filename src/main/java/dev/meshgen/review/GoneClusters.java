package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.Consent;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.RunningCluster;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.Mesh;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Clusters of the committed tree that the spec does not have. Their documents may be in a file that
 * was not read, and what would go with them, a sealed intermediate and a credential, is not to be
 * had again: so they go only after they were detached, or by name.
 */
public final class GoneClusters {
  private static final int NAMED = 8;

  private final OutputFolder folder;
  private final String folderName;

  /**
   * Those of one tree.
   *
   * @param folderName as the user typed it, for messages
   */
  public GoneClusters(OutputFolder folder, String folderName) {
    this.folder = folder;
    this.folderName = folderName;
  }

  /** {@link Code#CLUSTER_GONE}, one for all of them. */
  public void check(Mesh mesh, Consent consent, Report report) throws TreeException {
    Set<String> committed = folder.folders(Layout.CLUSTERS);
    Set<String> known = new TreeSet<>();
    mesh.clusters().forEach(cluster -> known.add(cluster.name()));
    List<Gone> gone = new ArrayList<>();
    for (String name : committed) {
      if (!known.contains(name)) {
        find(name, mesh).ifPresent(gone::add);
      }
    }
    List<Cluster> fresh =
        mesh.clusters().stream().filter(cluster -> !committed.contains(cluster.name())).toList();
    gone.forEach(old -> renamed(old, gone.size(), fresh).ifPresent(report::add));
    gone.removeIf(old -> consent.removed().contains(old.name()));
    if (!gone.isEmpty()) {
      report.add(diagnostic(gone));
    }
  }

  /** A cluster that cannot go yet; a remote has no state to be detached in. */
  private record Gone(String name, Optional<ClusterLock> lock) {
    boolean remote() {
      return lock.flatMap(ClusterLock::runs).filter(GoneClusters::isRemote).isPresent();
    }

    boolean isReadAt(String server) {
      return lock.stream()
          .flatMap(each -> each.sealed().values().stream())
          .flatMap(facts -> facts.credential().stream())
          .anyMatch(credential -> credential.server().address().equals(server));
    }

    boolean isIn(String network) {
      return lock.flatMap(ClusterLock::runs)
          .filter(record -> record.membership().network().equals(network))
          .isPresent();
    }
  }

  /** A new cluster with the API server of one that goes, or alone on its network as that was. */
  private Optional<Diagnostic> renamed(Gone old, int gone, List<Cluster> fresh) {
    return fresh.stream()
        .filter(
            cluster ->
                cluster.kubernetes().apiServer().filter(old::isReadAt).isPresent()
                    || gone == 1 && fresh.size() == 1 && old.isIn(cluster.network()))
        .findFirst()
        .map(cluster -> renamed(old, cluster));
  }

  private static Diagnostic renamed(Gone old, Cluster cluster) {
    return Diagnostic.of(
            Code.CLUSTER_RENAMED,
            cluster.origins().document(),
            "\""
                + cluster.name()
                + "\" looks like \""
                + old.name()
                + "\" with another name: for the others one cluster is removed and another added,"
                + " with another intermediate and without a credential")
        .expecting("a cluster detached while it is renamed")
        .hinting("follow the steps of \"Renaming a cluster\" in src/docs/operations.md");
  }

  /** A cluster of this mesh that was committed in any state but detached. */
  private Optional<Gone> find(String name, Mesh mesh) throws TreeException {
    String path = Layout.cluster(name).lock();
    Optional<byte[]> bytes = folder.read(path);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      ClusterLock lock = LockFile.parseCluster(path, bytes.get());
      return lock.mesh().equals(mesh.name()) && lock.runs().filter(GoneClusters::isOut).isEmpty()
          ? Optional.of(new Gone(name, Optional.of(lock)))
          : Optional.empty();
    } catch (LockException e) {
      return Optional.of(new Gone(name, Optional.empty()));
    }
  }

  private static boolean isOut(RunningCluster record) {
    return Topology.isDetached(record.membership().state());
  }

  private static boolean isRemote(RunningCluster record) {
    return record.membership().role().equals(PlannedCluster.word(ControlPlane.Role.REMOTE));
  }

  private Diagnostic diagnostic(List<Gone> gone) {
    List<String> names = gone.stream().map(Gone::name).toList();
    boolean detachable = !gone.stream().allMatch(Gone::remote);
    String options = names.stream().map(name -> " --remove " + name).collect(Collectors.joining());
    String subject =
        names.size() == 1
            ? "cluster " + quoted(names) + " is"
            : "clusters " + quoted(names) + " are";
    return Diagnostic.of(
            Code.CLUSTER_GONE,
            Span.of(folderName + "/" + Layout.cluster(names.get(0)).lock()),
            subject + " in the committed tree and not in the spec")
        .expecting(
            detachable
                ? "every file of the spec, or `state: detached` in the committed tree"
                : "every file of the spec")
        .hinting(
            "name the missing file with -f; to remove the cluster, "
                + (detachable ? "commit `state: detached` first, or " : "")
                + "run `meshgen render"
                + (names.size() > NAMED ? " --remove CLUSTER" : options)
                + "`");
  }

  private static String quoted(List<String> names) {
    int more = names.size() - NAMED;
    return names.stream()
            .limit(NAMED)
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
