package dev.meshgen.seal.sops;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times as Go's {@code time.RFC3339} reads and prints them. */
final class Rfc3339 {
  /** Fractions of a second are read, and never printed: {@link #parse} cuts them off. */
  private static final DateTimeFormatter GO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Rfc3339() {}

  /** In UTC; fractions of a second are cut off. */
  static String format(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A time as sops re-prints it before it binds the MAC to it. */
  record Stamp(Instant instant, String text) {}

  static Optional<Stamp> parse(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text, GO).withNano(0);
      return Optional.of(new Stamp(time.toInstant(), GO.format(time)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
