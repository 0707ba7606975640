package dev.meshgen.pki;

import dev.meshgen.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is public about a certificate and worth remembering. All hex is lower case.
 *
 * @param subject as written in the certificate, first attribute first: {@code O=retail,CN=…}
 * @param serial without leading zeros
 * @param sha256 fingerprint of the DER
 * @param publicKeySha256 fingerprint of the SubjectPublicKeyInfo: commits to the private key
 * @param notBefore first second of validity
 * @param notAfter last second of validity
 * @param issuerSha256 fingerprint of the issuer's certificate, where it is known; a self-signed
 *     certificate's own
 */
public record CertificateFacts(
    String subject,
    String serial,
    String sha256,
    String publicKeySha256,
    Instant notBefore,
    Instant notAfter,
    Optional<String> issuerSha256) {

  public CertificateFacts {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(publicKeySha256);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(issuerSha256);
  }

  /** Facts of a file with exactly one certificate. */
  public static CertificateFacts of(String pem) throws PkiException {
    return of(X509Bundle.readOne("the certificate", pem.getBytes(StandardCharsets.UTF_8)));
  }

  /** Facts of every certificate in a bundle, in its order. */
  public static List<CertificateFacts> ofBundle(String pem) throws PkiException {
    var facts = new ArrayList<CertificateFacts>();
    for (X509 each : X509Bundle.read("the bundle", pem.getBytes(StandardCharsets.UTF_8))) {
      facts.add(of(each));
    }
    return List.copyOf(facts);
  }

  /** The same with the issuer's fingerprint filled in. */
  public CertificateFacts issuedBy(CertificateFacts issuer) {
    return new CertificateFacts(
        subject, serial, sha256, publicKeySha256, notBefore, notAfter, Optional.of(issuer.sha256));
  }

  static CertificateFacts of(X509 certificate) {
    String fingerprint = Sha256.hex(certificate.der());
    boolean selfIssued = certificate.namesAsIssuer(certificate);
    return new CertificateFacts(
        certificate.subjectText(),
        certificate.serial().toString(16),
        fingerprint,
        Sha256.hex(certificate.publicKeyDer()),
        certificate.notBefore(),
        certificate.notAfter(),
        selfIssued ? Optional.of(fingerprint) : Optional.empty());
  }
}
