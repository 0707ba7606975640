package dev.meshgen.plan;

import dev.meshgen.model.TokenStore;
import java.util.List;

/**
 * How the token of a cluster reaches the others automatically.
 *
 * @param store where it is pushed
 * @param place in the store
 * @param tokenSecret the Secret that is pushed
 * @param withCa whether the certificate authority in that Secret is that of the API server as the
 *     others reach it, and pushed as well
 * @param files within the tree, by which the others fetch it: one for all, or one for each where
 *     each has a folder; none if they have another credential
 */
public record HandoverPlan(
    TokenStore store, String place, String tokenSecret, boolean withCa, List<String> files) {
  public HandoverPlan {
    files = List.copyOf(files);
  }
}
