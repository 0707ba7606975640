package dev.meshgen.trust;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.EndingCredential;
import dev.meshgen.lock.LockedCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The ends of certificates as a calendar (RFC 5545). The same certificates give the same text, and
 * one that is issued again is another event.
 */
public final class TrustCalendar {
  /** Octets of a line, without its end (section 3.1). */
  private static final int LONGEST_LINE = 75;

  private static final int ID_LENGTH = 40;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder();

  private TrustCalendar() {}

  /** The calendar of a mesh. */
  public static String of(TrustStatus status, List<EndingCredential> credentials) {
    TrustCalendar calendar = new TrustCalendar();
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//meshgen//trust status//EN");
    for (TrustStatus.Line line : status.lines()) {
      calendar.event(status.mesh(), line);
    }
    for (EndingCredential each : credentials) {
      calendar.event(status.mesh(), each);
    }
    calendar.line("END:VCALENDAR");
    return calendar.out.toString();
  }

  private void event(String mesh, TrustStatus.Line of) {
    Signer signer = of.signer();
    LockedCertificate certificate = signer.certificate();
    String summary = escaped(mesh + ": " + signer.name() + " expires");
    line("BEGIN:VEVENT");
    line("UID:" + certificate.sha256().substring(0, ID_LENGTH) + "@meshgen");
    line("DTSTAMP:" + time(certificate.notBefore()));
    line("DTSTART:" + time(certificate.notAfter()));
    line("SUMMARY:" + summary);
    line("DESCRIPTION:" + escaped("SHA-256 " + certificate.sha256() + "\nBefore: " + of.replace()));
    line("TRANSP:TRANSPARENT");
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line("DESCRIPTION:" + summary);
    line("TRIGGER;VALUE=DATE-TIME:" + time(certificate.due()));
    line("END:VALARM");
    line("END:VEVENT");
  }

  private void event(String mesh, EndingCredential credential) {
    Instant warned = credential.ends().minus(EndingCredential.NOTICE);
    String summary = escaped(mesh + ": " + credential.words(warned));
    String id = Sha256.hex((mesh + "/" + credential).getBytes(StandardCharsets.UTF_8));
    line("BEGIN:VEVENT");
    line("UID:" + id.substring(0, ID_LENGTH) + "@meshgen");
    line("DTSTAMP:" + time(warned));
    line("DTSTART:" + time(credential.ends()));
    line("SUMMARY:" + summary);
    line("DESCRIPTION:" + escaped("Before: " + credential.next()));
    line("TRANSP:TRANSPARENT");
    line("BEGIN:VALARM");
    line("ACTION:DISPLAY");
    line("DESCRIPTION:" + summary);
    line("TRIGGER;VALUE=DATE-TIME:" + time(warned));
    line("END:VALARM");
    line("END:VEVENT");
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
  }

  /** Folds what is too long, between characters. */
  private void line(String text) {
    int octets = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String character = Character.toString(text.codePointAt(i));
      int length = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + length > LONGEST_LINE) {
        out.append("\r\n ");
        octets = 1;
      }
      out.append(character);
      octets += length;
    }
    out.append("\r\n");
  }
}
