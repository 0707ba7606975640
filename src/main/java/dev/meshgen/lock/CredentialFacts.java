package dev.meshgen.lock;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a lock records of a sealed credential for an API server.
 *
 * <p>A token's hash is recorded only where the token is a signed JWT, whose signature cannot be
 * guessed: it shows when one token has been filed under two clusters.
 *
 * @param server the URL of the API server
 * @param subject the account of the token, such as {@code system:serviceaccount:ns:name}; empty if
 *     it does not say
 * @param expires when the token ends, in whole seconds; empty if it does not
 * @param caSha256 SHA-256 of the server's CA certificates, lower-case hex; empty if it needs none
 * @param accountUid UID of the ServiceAccount: two of its tokens come from one cluster
 * @param tokenSha256 SHA-256 of the token, lower-case hex; empty if it is not a JWT
 */
public record CredentialFacts(
    String server,
    Optional<String> subject,
    Optional<Instant> expires,
    Optional<String> caSha256,
    Optional<String> tokenSha256,
    Optional<String> accountUid) {
  public CredentialFacts {
    Objects.requireNonNull(server);
    Objects.requireNonNull(subject);
    expires.ifPresent(LockConstraints::wholeSeconds);
    caSha256.ifPresent(LockConstraints::digest);
    tokenSha256.ifPresent(LockConstraints::digest);
  }
}
