package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/**
 * How a cluster is discovered and discovers others.
 *
 * @param remote what an istiod elsewhere reads this cluster with, or did; empty if none may
 * @param account whose token that takes; empty if none may
 * @param listed whether others may read it, once its credential is there
 * @param bases the folders of remote secrets that this cluster's istiod reads
 * @param listedApart whether its engine finds them listed in a folder below each of these
 */
public record DiscoveryPlan(
    Optional<SecretPlan> remote,
    Optional<ReaderAccount> account,
    boolean listed,
    List<String> bases,
    boolean listedApart) {
  public DiscoveryPlan {
    bases = List.copyOf(bases);
  }
}
