package dev.meshgen.plan;

import dev.meshgen.model.KubeconfigFolder;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster is discovered and discovers others.
 *
 * @param remote the sealed file that an istiod elsewhere reads this cluster with, or did; empty if
 *     none may, or if they fetch what they read it with
 * @param accounts those whose tokens are valid, first the one whose token the others use; empty if
 *     none may read it
 * @param handover how that token gets to the others by itself
 * @param folder where its istiod finds kubeconfigs of other clusters, instead of remote secrets
 * @param listed whether others may read it, once its credential is there
 * @param bases the folders of remote secrets that this cluster's istiod reads
 * @param listedApart whether its engine finds them listed in a folder below each of these
 */
public record DiscoveryPlan(
    Optional<SecretPlan> remote,
    List<ReaderAccount> accounts,
    Optional<HandoverPlan> handover,
    Optional<KubeconfigFolder> folder,
    boolean listed,
    List<String> bases,
    boolean listedApart) {
  public DiscoveryPlan {
    accounts = List.copyOf(accounts);
    bases = List.copyOf(bases);
  }
}
