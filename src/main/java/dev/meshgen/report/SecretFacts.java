package dev.meshgen.report;

import dev.meshgen.issue.Issued;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.trust.RootProgress;
import java.time.Instant;
import java.util.Collections;
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
 */
public record SecretFacts(
    Optional<Certificate> root,
    Optional<Certificate> issuer,
    SortedMap<String, Certificate> intermediates,
    Set<String> requested,
    Optional<RootProgress> progress,
    Set<String> discoverable) {

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
    this(root, Optional.empty(), intermediates, Set.of(), Optional.empty(), discoverable);
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
      if (cluster.remotes().stream().anyMatch(secret -> sealed.containsKey(secret.path()))) {
        discoverable.add(cluster.name());
      }
    }
    return new SecretFacts(
        root(plan, issued),
        plan.issuer().flatMap(issuer -> certificate(issued.meshLock().sealed().get(issuer.path()))),
        intermediates,
        requested,
        RootProgress.of(issued.meshLock(), issued.clusterLocks()),
        discoverable);
  }

  private static Optional<Certificate> root(MeshPlan plan, Issued issued) {
    return issued
        .meshLock()
        .root()
        .map(Certificate::of)
        .or(
            () ->
                plan.root()
                    .flatMap(root -> certificate(issued.meshLock().sealed().get(root.path()))));
  }

  /** Of a file that may not be there yet. */
  private static Optional<Certificate> certificate(SealedFacts sealed) {
    return Optional.ofNullable(sealed).flatMap(SealedFacts::certificate).map(Certificate::of);
  }

  boolean isDiscoverable(ClusterPlan cluster) {
    return discoverable.contains(cluster.name());
  }

  Optional<Certificate> intermediate(String cluster) {
    return Optional.ofNullable(intermediates.get(cluster));
  }
}
