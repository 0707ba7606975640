package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a lock says of a certificate. */
final class CertificateEntry {
  private static final Pattern GENERATION = Pattern.compile(" g([1-9][0-9]{0,8})$");

  private CertificateEntry() {}

  static LockedCertificate of(CertificateAuthority authority, int generation) {
    CertificateFacts facts = authority.facts();
    return new LockedCertificate(
        generation,
        facts.serial(),
        facts.sha256(),
        facts.publicKeySha256(),
        facts.issuerSha256().orElseThrow(),
        facts.notBefore(),
        facts.notAfter());
  }

  static String fingerprint(CertificateAuthority authority) {
    return authority.facts().sha256();
  }

  /**
   * The generation at the end of every subject that meshgen issues: {@code …CN=east intermediate
   * g2}.
   */
  static Optional<Integer> generation(String subject) {
    Matcher end = GENERATION.matcher(subject);
    return end.find() ? Optional.of(Integer.valueOf(end.group(1))) : Optional.empty();
  }

  /** The one certificate of a text as PEM, and nothing that lies around it. */
  static Optional<String> alone(String pem) {
    try {
      return Optional.of(CertificateFacts.pemAlone(pem));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code pem} is the certificate with this fingerprint. */
  static boolean isFingerprint(String pem, String sha256) {
    try {
      return CertificateFacts.of(pem).sha256().equals(sha256);
    } catch (PkiException e) {
      return false;
    }
  }
}
