package dev.meshgen.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x509.Time;

/**
 * Times as certificates hold them (RFC 5280 section 4.1.2.5): UTCTime up to 2049, GeneralizedTime
 * after, whole seconds, UTC.
 *
 * <p>Bouncy Castle's own conversions take {@code SimpleDateFormat}, for which the JDK loads its
 * locale data: 5 to 7 % of rendering two clusters.
 */
public final class CertificateTime {
  private static final int LAST_SHORT_YEAR = 2049;
  private static final DateTimeFormatter SHORT = formatter("uuMMddHHmmss'Z'");
  private static final DateTimeFormatter LONG = formatter("uuuuMMddHHmmss'Z'");

  /** As Bouncy Castle prints either. */
  private static final DateTimeFormatter PRINTED = formatter("uuuuMMddHHmmss'GMT+00:00'");

  private CertificateTime() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** Whether a certificate is valid by its start, which counts. */
  public static boolean hasBegun(Instant notBefore, Instant at) {
    return !at.isBefore(notBefore);
  }

  /** Whether a certificate has expired; it is valid through the second of its end. */
  public static boolean isOver(Instant notAfter, Instant at) {
    return at.isAfter(notAfter);
  }

  static Time of(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    boolean isShort = time.getYear() <= LAST_SHORT_YEAR;
    String text = (isShort ? SHORT : LONG).format(time);
    byte[] der = (".." + text).getBytes(StandardCharsets.US_ASCII);
    der[0] = (byte) (isShort ? BERTags.UTC_TIME : BERTags.GENERALIZED_TIME);
    der[1] = (byte) text.length();
    try {
      return new Time(ASN1Primitive.fromByteArray(der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws unchecked exceptions if it is not a time, or has an offset or fractions of a second. */
  static Instant read(Time time) {
    return LocalDateTime.parse(time.getTime(), PRINTED).toInstant(ZoneOffset.UTC);
  }
}
