package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.pki.ClientPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What is public about a filed credential and worth remembering. All hex is lower case.
 *
 * <p>The fingerprint is a plain SHA-256 of the token. Elsewhere a commitment to a secret would be
 * salted, so that equal secrets cannot be told to be equal; here that is what it is for: a second
 * cluster filed with the token of the first makes istiod read one cluster under two names. It gives
 * nothing away, because only signed JWTs have one, and whoever would guess such a token has to
 * guess its signature, of at least 128 bit. An opaque token promises no entropy and gets no
 * fingerprint.
 *
 * @param server the API server, as it was filed
 * @param subject whose token it is; unknown of an opaque one
 * @param expires when the token or client certificate ends, to the second; a token of a token
 *     Secret has no end
 * @param tokenId the token's own identifier, if it has one
 * @param accountUid UID of the ServiceAccount: two of its tokens come from one cluster
 * @param fingerprint SHA-256 of the token, of JWTs only
 * @param certificate of a client, in place of a token
 */
public record RemoteFacts(
    ServerFacts server,
    Optional<String> subject,
    Optional<Instant> expires,
    Optional<String> tokenId,
    Optional<String> accountUid,
    Optional<String> fingerprint,
    Optional<ClientFacts> certificate) {

  public RemoteFacts {
    Objects.requireNonNull(server);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(expires);
    Objects.requireNonNull(tokenId);
    Objects.requireNonNull(accountUid);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(certificate);
  }

  /**
   * What is public of a client certificate.
   *
   * @param user its common name, for whom Kubernetes takes its owner
   * @param sha256 of its DER
   */
  public record ClientFacts(String user, String sha256) {
    public ClientFacts {
      Objects.requireNonNull(user);
      Objects.requireNonNull(sha256);
    }

    static ClientFacts of(ClientPair pair) {
      return new ClientFacts(pair.user(), pair.facts().sha256());
    }
  }

  static RemoteFacts of(Login login, ServerFacts server) {
    return login
        .token()
        .map(token -> of(token, TokenFacts.of(token), server))
        .orElseGet(() -> of(login.certificate().orElseThrow(), server));
  }

  private static RemoteFacts of(ClientPair pair, ServerFacts server) {
    Optional<String> none = Optional.empty();
    return new RemoteFacts(
        server,
        none,
        Optional.of(pair.usableUntil()),
        none,
        none,
        none,
        Optional.of(ClientFacts.of(pair)));
  }

  private static RemoteFacts of(SecretBytes token, TokenFacts facts, ServerFacts server) {
    boolean signed = facts.shape() == TokenFacts.Shape.JWT;
    return new RemoteFacts(
        server,
        facts.subject(),
        facts.expires(),
        facts.tokenId(),
        facts.accountUid(),
        signed ? Optional.of(sha256(token)) : Optional.empty(),
        Optional.empty());
  }

  /** Whether both are of one token. Of opaque tokens this cannot be known, and is false. */
  public boolean isSameToken(RemoteFacts other) {
    return fingerprint.isPresent() && fingerprint.equals(other.fingerprint);
  }

  /** Whether both are of one account's tokens, and so of one cluster or a copy of it. */
  public boolean isSameAccount(RemoteFacts other) {
    return accountUid.isPresent() && accountUid.equals(other.accountUid);
  }

  /** Whether both lead to one API server. */
  public boolean isSameServer(RemoteFacts other) {
    return server.isSame(other.server);
  }

  private static String sha256(SecretBytes token) {
    byte[] content = token.copy();
    try {
      return Sha256.hex(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
