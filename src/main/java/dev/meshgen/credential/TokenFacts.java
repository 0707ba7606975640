package dev.meshgen.credential;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.yaml.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a token says of itself. Nothing is verified: the key is in the cluster, and whoever made the
 * token up gains nothing here.
 *
 * @param shape how much of the rest can be known
 * @param subject {@code sub}: {@code system:serviceaccount:<namespace>:<name>}
 * @param issuer {@code iss}
 * @param expires {@code exp}; a token of a token Secret has none
 * @param audiences {@code aud}; a token of a token Secret has none
 * @param namespace of the ServiceAccount, from Kubernetes' own claims
 * @param serviceAccount its name, from the same claims
 * @param accountUid its UID, unique among all clusters
 * @param tokenId {@code jti}, else the UID of the Secret a token is bound to
 */
public record TokenFacts(
    Shape shape,
    Optional<String> subject,
    Optional<String> issuer,
    Optional<Instant> expires,
    List<String> audiences,
    Optional<String> namespace,
    Optional<String> serviceAccount,
    Optional<String> accountUid,
    Optional<String> tokenId) {

  /** What kind of thing a token is. */
  public enum Shape {
    /** A signed JWT (RFC 7519), as every ServiceAccount's token is. */
    JWT,
    /** Starts like a JWT but is not one: cut off, or with something in between. */
    DAMAGED,
    /** Anything else, such as a token of Rancher or OpenShift: only the API server knows it. */
    OPAQUE
  }

  /** 128 bit: what makes a hash of the token safe to publish. */
  private static final int LEAST_SIGNATURE = 16;

  public TokenFacts {
    Objects.requireNonNull(shape);
    audiences = List.copyOf(audiences);
  }

  /** Reads a token; never fails. */
  public static TokenFacts of(SecretBytes token) {
    byte[] content = token.copy();
    try {
      return of(content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static TokenFacts of(byte[] token) {
    if (!startsWith(token, TokenText.JWT)) {
      return unknown(Shape.OPAQUE);
    }
    int first = indexOf(token, 0);
    int second = indexOf(token, first + 1);
    if (first < 0 || second < 0 || indexOf(token, second + 1) >= 0) {
      return unknown(Shape.DAMAGED);
    }
    boolean signed =
        decode(token, second + 1, token.length)
            .filter(s -> s.length >= LEAST_SIGNATURE)
            .isPresent();
    boolean headed = decode(token, 0, first).flatMap(JsonObject::parse).isPresent();
    if (!signed || !headed) {
      return unknown(Shape.DAMAGED);
    }
    return decode(token, first + 1, second)
        .flatMap(JsonObject::parse)
        .flatMap(payload -> new TokenClaims(payload).facts())
        .orElse(unknown(Shape.DAMAGED));
  }

  private static TokenFacts unknown(Shape shape) {
    Optional<String> none = Optional.empty();
    return new TokenFacts(shape, none, none, Optional.empty(), List.of(), none, none, none, none);
  }

  private static boolean startsWith(byte[] token, String start) {
    byte[] wanted = start.getBytes(StandardCharsets.US_ASCII);
    return token.length >= wanted.length
        && Arrays.equals(token, 0, wanted.length, wanted, 0, wanted.length);
  }

  private static int indexOf(byte[] token, int from) {
    for (int i = from; i < token.length; i++) {
      if (token[i] == '.') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<byte[]> decode(byte[] token, int from, int to) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(Arrays.copyOfRange(token, from, to)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
