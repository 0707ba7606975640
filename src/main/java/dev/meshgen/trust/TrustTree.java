package dev.meshgen.trust;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.EndingCredential;
import dev.meshgen.lock.LockException;
import dev.meshgen.lock.LockFile;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The authorities whose keys a tree holds. They are found in its locks alone: reading the spec of a
 * thousand clusters takes longer than all else.
 *
 * @param mesh its name; empty if the tree has no lock
 * @param signers what ends first comes first
 * @param requests for certificates that somebody has yet to sign, by cluster
 * @param progress of a root that takes the place of another
 * @param credentials of clusters that say when they end, what ends first in front
 * @param rootElsewhere whether the root was made elsewhere, wherever its key is
 */
public record TrustTree(
    Optional<String> mesh,
    List<Signer> signers,
    List<OpenRequest> requests,
    Optional<RootProgress> progress,
    List<EndingCredential> credentials,
    boolean rootElsewhere) {
  public TrustTree {
    signers = List.copyOf(signers);
    requests = List.copyOf(requests);
    credentials = List.copyOf(credentials);
  }

  /** Whether the tree says nothing of any certificate. */
  public boolean isEmpty() {
    return signers.isEmpty() && requests.isEmpty();
  }

  /** Whether an intermediate was imported, and no key that signs another. */
  public boolean hasImports() {
    return signers.stream().noneMatch(Signer::signsIntermediates)
        && signers.stream().anyMatch(each -> each.certificate().isImported());
  }

  /** The next step of a rotation that is under way. */
  public Optional<NextStep> next(NextStep.Spec spec) {
    return progress.map(found -> NextStep.of(this, found, spec));
  }

  /** What one lock says. */
  private record Read(
      Optional<String> mesh,
      List<Signer> signers,
      List<OpenRequest> requests,
      Optional<LockedRotation> rotation,
      List<EndingCredential> credentials,
      boolean rootElsewhere,
      Optional<LockException> wrong) {
    static final Read NOTHING = of(Optional.empty());

    static Read of(Optional<LockException> wrong) {
      return new Read(
          Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), false, wrong);
    }

    /** With a root whose key need not be in the tree. */
    Read of(LockedCertificate root) {
      List<Signer> all = new ArrayList<>(signers);
      boolean held = all.removeIf(signer -> signer.path().equals(Layout.ROOT_KEY));
      String path = held ? Layout.ROOT_KEY : Layout.ROOT_CERTIFICATE;
      all.add(new Signer(Optional.empty(), path, root, List.of()));
      return new Read(mesh, all, requests, rotation, credentials, true, wrong);
    }

    /** With the root that takes the place of another, where its key is not in the tree. */
    Read arriving() {
      boolean held = signers.stream().anyMatch(each -> each.path().equals(Layout.NEXT_ROOT_KEY));
      if (held || rotation.isEmpty()) {
        return this;
      }
      LockedCertificate next = rotation.get().root();
      Optional<String> old =
          signers.stream()
              .filter(each -> !each.isIssuing())
              .map(each -> each.certificate().sha256())
              .findFirst();
      List<Signer> all = new ArrayList<>(signers);
      all.add(new Signer(Optional.empty(), Layout.ROOT_CERTIFICATE, next, List.of(), old));
      return new Read(mesh, all, requests, rotation, credentials, rootElsewhere, wrong);
    }
  }

  /**
   * Reads the locks.
   *
   * @return empty, and reported, when one cannot be read
   */
  public static Optional<TrustTree> read(OutputFolder folder, String folderName, Report report)
      throws TreeException {
    List<String> clusters = List.copyOf(folder.folders(Layout.CLUSTERS));
    List<String> paths = new ArrayList<>(List.of(Layout.ROOT_LOCK));
    clusters.forEach(cluster -> paths.add(Layout.cluster(cluster).lock()));
    return of(clusters, folder.readAll(paths), folderName, report);
  }

  /**
   * Of locks that were read.
   *
   * @param files the locks, and perhaps others, by their paths within the tree
   * @return empty, and reported, when one cannot be parsed
   */
  public static Optional<TrustTree> of(
      SortedMap<String, byte[]> files, String folderName, Report report) {
    List<String> clusters =
        files.keySet().stream().flatMap(path -> Layout.lockOf(path).stream()).toList();
    return of(clusters, files, folderName, report);
  }

  private static Optional<TrustTree> of(
      List<String> clusters, SortedMap<String, byte[]> files, String folderName, Report report) {
    List<String> paths = new ArrayList<>(List.of(Layout.ROOT_LOCK));
    clusters.forEach(cluster -> paths.add(Layout.cluster(cluster).lock()));
    Read[] read = new Read[paths.size()];
    Workers.onAllCores(
        read.length,
        i -> {
          byte[] bytes = files.get(paths.get(i));
          Optional<String> cluster = i == 0 ? Optional.empty() : Optional.of(clusters.get(i - 1));
          read[i] = bytes == null ? Read.NOTHING : read(cluster, folderName, bytes);
        });
    Optional<String> mesh = Optional.empty();
    List<Signer> signers = new ArrayList<>();
    List<OpenRequest> requests = new ArrayList<>();
    List<EndingCredential> credentials = new ArrayList<>();
    Optional<LockedRotation> rotation = read[0].rotation();
    for (Read each : read) {
      each.wrong().ifPresent(wrong -> report.add(wrong.diagnostic()));
      mesh = mesh.or(each::mesh);
      signers.addAll(each.signers());
      requests.addAll(each.requests());
      credentials.addAll(each.credentials());
    }
    signers.sort(
        Comparator.comparing((Signer signer) -> signer.certificate().notAfter())
            .thenComparing(signer -> signer.cluster().orElse("")));
    credentials.sort(
        Comparator.comparing(EndingCredential::ends).thenComparing(EndingCredential::cluster));
    return report.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new TrustTree(
                mesh,
                signers,
                requests,
                RootProgress.of(rotation, signers, requests),
                credentials,
                read[0].rootElsewhere()));
  }

  private static Read read(Optional<String> cluster, String folderName, byte[] bytes) {
    try {
      if (cluster.isEmpty()) {
        MeshLock lock = LockFile.parseMesh(folderName + "/" + Layout.ROOT_LOCK, bytes);
        Read found = read(cluster, lock.mesh(), lock.sealed(), lock.rotation());
        return lock.root().map(found::of).orElse(found).arriving();
      }
      ClusterLock lock =
          LockFile.parseCluster(folderName + "/" + Layout.cluster(cluster.get()).lock(), bytes);
      return read(cluster, lock.mesh(), lock.sealed(), Optional.empty());
    } catch (LockException e) {
      return Read.of(Optional.of(e));
    }
  }

  private static Read read(
      Optional<String> cluster,
      String mesh,
      SortedMap<String, SealedFacts> files,
      Optional<LockedRotation> rotation) {
    List<Signer> signers = new ArrayList<>();
    List<OpenRequest> requests = new ArrayList<>();
    files.forEach(
        (path, facts) -> {
          facts
              .certificate()
              .ifPresent(found -> signers.add(new Signer(cluster, path, found, facts.trusted())));
          if (cluster.isPresent()) {
            facts.request().ifPresent(found -> requests.add(new OpenRequest(cluster.get(), found)));
          }
        });
    List<EndingCredential> credentials =
        cluster.map(name -> EndingCredential.of(name, files.values())).orElse(List.of());
    return new Read(
        Optional.of(mesh), signers, requests, rotation, credentials, false, Optional.empty());
  }
}
