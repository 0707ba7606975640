package dev.meshgen.rules;

import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.RootRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Certificates as an API server's authority has them. */
final class ApiServerCertificates {
  private static final Duration VALIDITY = Duration.ofDays(365);

  private ApiServerCertificates() {}

  /** PEM of a certificate that expires this number of days after {@link ReadMesh#TODAY}. */
  static String pem(int daysLeft) {
    Instant end = ReadMesh.TODAY.plusDays(daysLeft).atStartOfDay(ZoneOffset.UTC).toInstant();
    Clock clock = Clock.fixed(end.minus(VALIDITY), ZoneOffset.UTC);
    RootRequest request = new RootRequest("kubernetes", 1, KeyKind.ECDSA_P256, VALIDITY);
    try (CertificateAuthority authority =
        new CertificateIssuer(new SecureRandom(), clock).issueRoot(request)) {
      return authority.certificatePem();
    }
  }
}
