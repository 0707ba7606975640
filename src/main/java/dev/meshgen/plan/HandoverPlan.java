package dev.meshgen.plan;

import dev.meshgen.model.TokenStore;
import java.util.Optional;

/**
 * How the token of a cluster gets to the others by itself.
 *
 * @param store where it is pushed
 * @param place in the store
 * @param tokenSecret the Secret that is pushed
 * @param withCa whether the certificate authority in that Secret is that of the API server as the
 *     others reach it, and pushed as well
 * @param file within the tree, by which the others fetch it; empty if they have another credential
 */
public record HandoverPlan(
    TokenStore store, String place, String tokenSecret, boolean withCa, Optional<String> file) {}
