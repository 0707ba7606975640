package dev.meshgen.seal.sops;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

  private static final String UTC = "0000-00-00T00:00:00Z";

  private Rfc3339() {}

  /** In UTC; fractions of a second are cut off. */
  static String format(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A time as sops re-prints it before it binds the MAC to it. */
  record Stamp(Instant instant, String text) {}

  static Optional<Stamp> parse(String text) {
    try {
      if (isUtc(text)) {
        return Optional.of(new Stamp(utc(text), text));
      }
      OffsetDateTime time = OffsetDateTime.parse(text, GO).withNano(0);
      return Optional.of(new Stamp(time.toInstant(), GO.format(time)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is as {@link #format} writes it, which a thousand files are: read without a form.
   */
  private static boolean isUtc(String text) {
    for (int i = 0; i < text.length() && i < UTC.length(); i++) {
      char c = text.charAt(i);
      if (UTC.charAt(i) == '0' ? c < '0' || c > '9' : c != UTC.charAt(i)) {
        return false;
      }
    }
    return text.length() == UTC.length();
  }

  private static Instant utc(String text) {
    return OffsetDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            0,
            ZoneOffset.UTC)
        .toInstant();
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
