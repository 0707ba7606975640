package dev.meshgen.pki;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.model.KeyKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person wants to read of a certificate.
 *
 * @param subject as written in the certificate, first attribute first: {@code O=retail,CN=…}
 * @param issuer in the same form
 * @param serial lower-case hex without leading zeros
 * @param notBefore first second of validity
 * @param notAfter last second of validity
 * @param key its kind; empty for one that meshgen does not make
 * @param names the subject's other names: {@code URI:spiffe://…}
 * @param sha256 of the DER, lower-case hex
 */
public record CertificateDetails(
    String subject,
    String issuer,
    String serial,
    Instant notBefore,
    Instant notAfter,
    Optional<KeyKind> key,
    List<String> names,
    String sha256) {

  public CertificateDetails {
    names = List.copyOf(names);
  }

  /**
   * Of every certificate in PEM text, in its order.
   *
   * @throws PkiException if the text holds anything else, or nothing
   */
  public static List<CertificateDetails> of(String pem) throws PkiException {
    List<CertificateDetails> details = new ArrayList<>();
    for (X509 each : X509Bundle.read("the certificate", pem.getBytes(StandardCharsets.UTF_8))) {
      details.add(of(each));
    }
    return List.copyOf(details);
  }

  private static CertificateDetails of(X509 each) throws PkiException {
    return new CertificateDetails(
        each.subjectText(),
        each.issuerText(),
        each.serial().toString(16),
        each.notBefore(),
        each.notAfter(),
        SigningKeys.kindOf(each.publicKey()),
        each.names(),
        Sha256.hex(each.der()));
  }
}
