package dev.meshgen.plan;

import dev.meshgen.model.KubeconfigFolder;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster is discovered and discovers others.
 *
 * @param remotes what istiods elsewhere read this cluster with, or did: one for all of them, or one
 *     for each where no two can open the same; none if none may, or if they fetch it
 * @param accounts those whose tokens are valid, first the one whose token the others use; empty if
 *     none may read it
 * @param rights of these, where the tree says so and not a chart
 * @param handover how that token gets to the others by itself
 * @param issued the short-lived ones, if Vault issues them
 * @param folder where its istiod finds kubeconfigs of other clusters, instead of remote secrets
 * @param listed whether others may read it, once its credential is there
 * @param bases the folders of remote secrets that this cluster's istiod reads
 * @param listedApart whether its engine finds them listed in a folder below each of these
 */
public record DiscoveryPlan(
    List<SecretPlan> remotes,
    List<ReaderAccount> accounts,
    Optional<ReaderRights> rights,
    Optional<HandoverPlan> handover,
    IssuedTokens issued,
    Optional<KubeconfigFolder> folder,
    boolean listed,
    List<String> bases,
    boolean listedApart) {
  public DiscoveryPlan {
    accounts = List.copyOf(accounts);
    remotes = List.copyOf(remotes);
    bases = List.copyOf(bases);
  }
}
