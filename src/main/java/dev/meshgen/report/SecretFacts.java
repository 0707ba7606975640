package dev.meshgen.report;

import dev.meshgen.issue.Issued;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import dev.meshgen.trust.ReadableSigner;
import dev.meshgen.trust.RootProgress;
import dev.meshgen.trust.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is publicly known of the secrets in the tree.
 *
 * @param root the certificate of the root that clusters trust
 * @param issuer that of an authority below it whose key the tree holds
 * @param intermediates by cluster
 * @param requested clusters for which a certificate has been asked for that is yet to come
 * @param progress of a root that takes the place of the other
 * @param discoverable clusters whose reader's token is sealed in {@code discovery/}
 * @param readable what certificates say, of a mesh that is small enough to be read
 */
public record SecretFacts(
    Optional<Certificate> root,
    Optional<Certificate> issuer,
    SortedMap<String, Certificate> intermediates,
    Set<String> requested,
    Optional<RootProgress> progress,
    Set<String> discoverable,
    List<ReadableSigner> readable) {
  /** Of more clusters, people read the certificates one by one. */
  private static final int MOST_READ = 50;

  public SecretFacts {
    readable = List.copyOf(readable);
  }

  /**
   * A certificate's public facts.
   *
   * @param imported whether meshgen did not issue it
   */
  public record Certificate(String sha256, Instant notBefore, Instant notAfter, boolean imported) {
    /** One that meshgen issued. */
    public Certificate(String sha256, Instant notBefore, Instant notAfter) {
      this(sha256, notBefore, notAfter, false);
    }

    private static Certificate of(LockedCertificate facts) {
      return new Certificate(
          facts.sha256(), facts.notBefore(), facts.notAfter(), facts.isImported());
    }
  }

  /** Of a mesh whose root signs for all clusters. */
  public SecretFacts(
      Optional<Certificate> root,
      SortedMap<String, Certificate> intermediates,
      Set<String> discoverable) {
    this(
        root, Optional.empty(), intermediates, Set.of(), Optional.empty(), discoverable, List.of());
  }

  /** Where nothing is known of certificates. */
  public static SecretFacts ofCredentials(Set<String> discoverable) {
    return new SecretFacts(Optional.empty(), Collections.emptySortedMap(), discoverable);
  }

  /** What the locks of a run say. */
  public static SecretFacts of(MeshPlan plan, Issued issued) {
    SortedMap<String, Certificate> intermediates = new TreeMap<>();
    Set<String> requested = new TreeSet<>();
    Set<String> discoverable = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      SortedMap<String, SealedFacts> sealed = issued.clusterLocks().get(cluster.name()).sealed();
      cluster
          .cacerts()
          .flatMap(secret -> certificate(sealed.get(secret.path())))
          .ifPresent(found -> intermediates.put(cluster.name(), found));
      if (cluster.trust().request().filter(key -> sealed.containsKey(key.path())).isPresent()) {
        requested.add(cluster.name());
      }
      if (cluster.isFiled(sealed::containsKey)) {
        discoverable.add(cluster.name());
      }
    }
    return new SecretFacts(
        root(plan, issued),
        plan.issuer().flatMap(issuer -> certificate(issued.meshLock().sealed().get(issuer.path()))),
        intermediates,
        requested,
        RootProgress.of(issued.meshLock(), issued.clusterLocks()),
        discoverable,
        plan.clusters().size() > MOST_READ ? List.of() : readable(plan, issued));
  }

  private static Optional<Certificate> root(MeshPlan plan, Issued issued) {
    return lockedRoot(plan, issued).map(Certificate::of);
  }

  private static Optional<LockedCertificate> lockedRoot(MeshPlan plan, Issued issued) {
    return issued
        .meshLock()
        .root()
        .or(() -> plan.root().flatMap(root -> locked(issued.meshLock().sealed().get(root.path()))));
  }

  /** Of a file that may not be there yet. */
  private static Optional<Certificate> certificate(SealedFacts sealed) {
    return locked(sealed).map(Certificate::of);
  }

  private static Optional<LockedCertificate> locked(SealedFacts sealed) {
    return Optional.ofNullable(sealed).flatMap(SealedFacts::certificate);
  }

  private static List<ReadableSigner> readable(MeshPlan plan, Issued issued) {
    List<ReadableSigner> readable = new ArrayList<>();
    if (issued.rootCertificate().isPresent()) {
      byte[] root = issued.rootCertificate().get().getBytes(StandardCharsets.UTF_8);
      lockedRoot(plan, issued)
          .map(facts -> new Signer(Optional.empty(), Layout.ROOT_CERTIFICATE, facts, List.of()))
          .flatMap(signer -> read(signer, root))
          .ifPresent(readable::add);
    }
    for (ClusterPlan cluster : plan.clusters()) {
      SortedMap<String, SealedFacts> sealed = issued.clusterLocks().get(cluster.name()).sealed();
      cluster
          .cacerts()
          .filter(secret -> issued.sealed().containsKey(secret.path()))
          .flatMap(
              secret ->
                  locked(sealed.get(secret.path()))
                      .map(facts -> signer(cluster, secret.path(), facts)))
          .flatMap(signer -> read(signer, issued.sealed().get(signer.path())))
          .ifPresent(readable::add);
    }
    return readable;
  }

  private static Signer signer(ClusterPlan cluster, String path, LockedCertificate facts) {
    return new Signer(Optional.of(cluster.name()), path, facts, List.of());
  }

  /** Empty for one that is encrypted, and for any that another check refuses. */
  private static Optional<ReadableSigner> read(Signer signer, byte[] file) {
    try {
      return Optional.of(ReadableSigner.of(signer, file))
          .filter(ReadableSigner::isAsLocked)
          .filter(found -> found.details().isPresent());
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  boolean isDiscoverable(ClusterPlan cluster) {
    return discoverable.contains(cluster.name());
  }

  Optional<Certificate> intermediate(String cluster) {
    return Optional.ofNullable(intermediates.get(cluster));
  }
}
