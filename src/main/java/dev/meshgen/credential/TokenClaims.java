package dev.meshgen.credential;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a ServiceAccount's token. Bound tokens nest them below {@code kubernetes.io}; those
 * of token Secrets spell the path into the key (kubernetes/pkg/serviceaccount: claims.go,
 * legacy.go).
 */
final class TokenClaims {
  private static final String BOUND = "kubernetes.io";
  private static final String LEGACY = "kubernetes.io/serviceaccount/";

  /** The last second of the year 9999. */
  private static final BigDecimal LATEST = BigDecimal.valueOf(253402300799L);

  private final Map<String, Object> payload;

  TokenClaims(Map<String, Object> payload) {
    this.payload = payload;
  }

  /** Nothing if a registered claim has the wrong type. */
  Optional<TokenFacts> facts() {
    if (!isText("sub") || !isText("iss") || payload.containsKey("exp") && expires().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenFacts(
            TokenFacts.Shape.JWT,
            text("sub"),
            text("iss"),
            expires(),
            audiences(),
            text(BOUND, "namespace").or(() -> text(LEGACY + "namespace")),
            text(BOUND, "serviceaccount", "name").or(() -> text(LEGACY + "service-account.name")),
            text(BOUND, "serviceaccount", "uid").or(() -> text(LEGACY + "service-account.uid")),
            text("jti").or(() -> text(BOUND, "secret", "uid"))));
  }

  private boolean isText(String claim) {
    return !payload.containsKey(claim) || payload.get(claim) instanceof String;
  }

  private Optional<String> text(String... path) {
    Object value = payload;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
  }

  /** RFC 7519 section 4.1.4: seconds, perhaps with a fraction. */
  private Optional<Instant> expires() {
    if (!(payload.get("exp") instanceof BigDecimal seconds)
        || Math.abs((long) seconds.scale()) > 20
        || seconds.signum() < 0
        || seconds.compareTo(LATEST) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.DOWN).longValueExact()));
  }

  private List<String> audiences() {
    Object value = payload.get("aud");
    if (value instanceof String one) {
      return List.of(one);
    }
    return value instanceof List<?> items
        ? items.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
