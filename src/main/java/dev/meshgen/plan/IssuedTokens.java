package dev.meshgen.plan;

import dev.meshgen.model.TokenIssuer;
import java.util.Optional;

/**
 * Short-lived tokens of a cluster and for it.
 *
 * @param issuer the Vault that issues its tokens to the others, if one does
 * @param asked those of the clusters that it reads, which it asks for
 */
public record IssuedTokens(Optional<TokenIssuer> issuer, Optional<TokensPlan> asked) {}
