package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/**
 * How a cluster is discovered and discovers others.
 *
 * @param remotes what istiods elsewhere read this cluster with, or did: one for all of them, or one
 *     for each where no two can open the same; none if none may
 * @param account whose token that takes; empty if none may
 * @param listed whether others may read it, once its credential is there
 * @param bases the folders of remote secrets that this cluster's istiod reads
 * @param listedApart whether its engine finds them listed in a folder below each of these
 */
public record DiscoveryPlan(
    List<SecretPlan> remotes,
    Optional<ReaderAccount> account,
    boolean listed,
    List<String> bases,
    boolean listedApart) {
  public DiscoveryPlan {
    remotes = List.copyOf(remotes);
    bases = List.copyOf(bases);
  }
}
