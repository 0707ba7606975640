package dev.meshgen.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Times as Go's {@code time.RFC3339} prints them. Written by hand for UTC, because loading the
 * JDK's formatters takes longer than sealing a file.
 */
final class Rfc3339 {
  private static final int UTC_LENGTH = "2026-01-01T00:00:00Z".length();

  private Rfc3339() {}

  /** In UTC; fractions of a second are cut off. */
  static String format(Instant instant) {
    var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    return time.toLocalDate()
        + "T"
        + pad(time.getHour())
        + ":"
        + pad(time.getMinute())
        + ":"
        + pad(time.getSecond())
        + "Z";
  }

  private static String pad(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /** A time as sops re-prints it before it binds the MAC to it. */
  record Stamp(Instant instant, String text) {}

  static Optional<Stamp> parse(String text) {
    try {
      if (text.length() == UTC_LENGTH && text.endsWith("Z")) {
        Instant instant = utc(text);
        // Only the canonical spelling passes: 24:00 or a space would bind the MAC to another text.
        return format(instant).equals(text)
            ? Optional.of(new Stamp(instant, text))
            : Optional.empty();
      }
      OffsetDateTime time = OffsetDateTime.parse(text).withNano(0);
      String printed = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      return Optional.of(new Stamp(time.toInstant(), printed));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Instant utc(String text) {
    return LocalDateTime.of(
            Integer.parseInt(text, 0, 4, 10),
            Integer.parseInt(text, 5, 7, 10),
            Integer.parseInt(text, 8, 10, 10),
            Integer.parseInt(text, 11, 13, 10),
            Integer.parseInt(text, 14, 16, 10),
            Integer.parseInt(text, 17, 19, 10))
        .toInstant(ZoneOffset.UTC);
  }
}
