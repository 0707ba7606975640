package dev.meshgen.tree;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a lock records of a sealed credential for an API server.
 *
 * <p>There is no hash of the token. A plain one would let anybody test guesses, and would show where
 * one token is used twice; that the sealed file is the one that was issued follows from its own
 * SHA-256.
 *
 * @param server the URL of the API server
 * @param subject whom the token stands for, such as {@code system:serviceaccount:ns:name}
 * @param expires when the token ends, in whole seconds; empty if it does not
 * @param caSha256 SHA-256 of the server's CA certificates, lower-case hex; empty if it needs none
 */
public record CredentialFacts(
    String server, String subject, Optional<Instant> expires, Optional<String> caSha256) {
  public CredentialFacts {
    Objects.requireNonNull(server);
    Objects.requireNonNull(subject);
    expires.ifPresent(Locks::wholeSeconds);
    caSha256.ifPresent(Locks::digest);
  }
}
