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
 * @param server the API server
 * @param subject the account of the token, such as {@code system:serviceaccount:ns:name}; empty if
 *     it does not say
 * @param expires when the token or certificate ends, in whole seconds; empty if it does not
 * @param accountUid UID of the ServiceAccount: two of its tokens come from one cluster
 * @param tokenSha256 SHA-256 of the token, lower-case hex; empty if it is not a JWT
 * @param client the certificate of a client, in place of a token
 */
public record CredentialFacts(
    Server server,
    Optional<String> subject,
    Optional<Instant> expires,
    Optional<String> tokenSha256,
    Optional<String> accountUid,
    Optional<ClientCertificate> client) {

  /**
   * A certificate that istiod logs in with.
   *
   * @param user its common name
   * @param sha256 of its DER, lower-case hex
   */
  public record ClientCertificate(String user, String sha256) {
    public ClientCertificate {
      Objects.requireNonNull(user);
      LockConstraints.digest(sha256);
    }
  }

  /**
   * How the API server is reached.
   *
   * @param address its URL
   * @param tlsServerName on its certificate, if it is not that in the address
   * @param proxy scheme, host and port of the proxy before it
   * @param caSha256 SHA-256 of its CA certificates, lower-case hex; empty if it needs none
   */
  public record Server(
      String address,
      Optional<String> tlsServerName,
      Optional<String> proxy,
      Optional<String> caSha256) {
    public Server {
      Objects.requireNonNull(address);
      Objects.requireNonNull(tlsServerName);
      Objects.requireNonNull(proxy);
      caSha256.ifPresent(LockConstraints::digest);
    }
  }

  public CredentialFacts {
    Objects.requireNonNull(server);
    Objects.requireNonNull(subject);
    expires.ifPresent(LockConstraints::wholeSeconds);
    tokenSha256.ifPresent(LockConstraints::digest);
    Objects.requireNonNull(client);
  }
}
