package dev.meshgen.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x509.Time;

/**
 * Times as certificates hold them (RFC 5280 section 4.1.2.5): UTCTime up to 2049, GeneralizedTime
 * after, whole seconds, UTC.
 *
 * <p>Bouncy Castle converts them with {@code SimpleDateFormat}, for which the JDK loads its locale
 * data: 20 ms of a start.
 */
final class CertificateTime {
  private static final int LAST_SHORT_YEAR = 2049;

  /** How Bouncy Castle marks UTC. */
  private static final String UTC = "GMT+00:00";

  private static final int LENGTH = "yyyyMMddHHmmss".length();

  private CertificateTime() {}

  static Time of(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    boolean isShort = time.getYear() <= LAST_SHORT_YEAR;
    StringBuilder text = new StringBuilder();
    digits(text, isShort ? time.getYear() % 100 : time.getYear(), isShort ? 2 : 4);
    digits(text, time.getMonthValue(), 2);
    digits(text, time.getDayOfMonth(), 2);
    digits(text, time.getHour(), 2);
    digits(text, time.getMinute(), 2);
    digits(text, time.getSecond(), 2);
    text.append('Z');
    byte[] der = (".." + text).getBytes(StandardCharsets.US_ASCII);
    der[0] = (byte) (isShort ? BERTags.UTC_TIME : BERTags.GENERALIZED_TIME);
    der[1] = (byte) text.length();
    try {
      return new Time(ASN1Primitive.fromByteArray(der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void digits(StringBuilder text, int number, int count) {
    String digits = Integer.toString(number);
    text.append("0".repeat(count - digits.length())).append(digits);
  }

  /** Throws unchecked exceptions if it is not a time, or has an offset or fractions of a second. */
  static Instant read(Time time) {
    String text = time.getTime();
    if (text.length() != LENGTH + UTC.length() || !text.endsWith(UTC)) {
      throw new IllegalArgumentException("a time that is not in whole seconds of UTC");
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 4, 6),
            number(text, 6, 8),
            number(text, 8, 10),
            number(text, 10, 12),
            number(text, 12, 14))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("a time with other characters than digits");
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
