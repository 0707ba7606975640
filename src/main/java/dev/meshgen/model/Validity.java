package dev.meshgen.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a certificate is valid.
 *
 * @param text as written: a number followed by {@code d} (days) or {@code h} (hours)
 */
public record Validity(String text, Duration duration) {

  /** Reads {@code 365d} or {@code 8760h}; empty for anything else. */
  public static Optional<Validity> parse(String text) {
    if (text.length() < 2 || text.length() > 8) {
      return Optional.empty();
    }
    long amount = 0;
    for (int i = 0; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      amount = amount * 10 + (c - '0');
    }
    return switch (text.charAt(text.length() - 1)) {
      case 'd' -> Optional.of(new Validity(text, Duration.ofDays(amount)));
      case 'h' -> Optional.of(new Validity(text, Duration.ofHours(amount)));
      default -> Optional.empty();
    };
  }
}
