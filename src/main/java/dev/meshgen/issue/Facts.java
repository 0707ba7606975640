package dev.meshgen.issue;

import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.tree.CertificateFacts;

/** What a lock says of a certificate. */
final class Facts {
  private Facts() {}

  static CertificateFacts of(CertificateAuthority authority, int generation) {
    dev.meshgen.pki.CertificateFacts facts = authority.facts();
    return new CertificateFacts(
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

  /** Whether {@code pem} is the certificate with this fingerprint. */
  static boolean isFingerprint(String pem, String sha256) {
    return dev.meshgen.pki.CertificateFacts.fingerprint(pem).filter(sha256::equals).isPresent();
  }
}
