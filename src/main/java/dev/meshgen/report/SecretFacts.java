package dev.meshgen.report;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.trust.RootProgress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

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
  }

  /** Of a mesh whose root signs for all clusters. */
  public SecretFacts(
      Optional<Certificate> root,
      SortedMap<String, Certificate> intermediates,
      Set<String> discoverable) {
    this(root, Optional.empty(), intermediates, Set.of(), Optional.empty(), discoverable);
  }

  boolean isDiscoverable(ClusterPlan cluster) {
    return discoverable.contains(cluster.name());
  }

  Optional<Certificate> intermediate(String cluster) {
    return Optional.ofNullable(intermediates.get(cluster));
  }
}
