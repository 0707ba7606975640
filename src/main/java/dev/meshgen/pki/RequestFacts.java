package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.CertificationRequest;

/**
 * What a request for a certificate says.
 *
 * @param subject first attribute first, as {@link CertificateFacts#subject}
 * @param publicKeySha256 of the SubjectPublicKeyInfo, lower-case hex
 * @param sha256 of the DER, lower-case hex
 */
public record RequestFacts(String subject, String publicKeySha256, String sha256) {

  /**
   * Of one request in PEM that its own key has signed.
   *
   * @throws PkiException if it is anything else
   */
  public static RequestFacts of(String pem) throws PkiException {
    List<Pem.Block> blocks =
        X509Bundle.blocks("the request", pem.getBytes(StandardCharsets.US_ASCII));
    if (blocks.size() != 1 || !blocks.get(0).label().equals(Pem.CERTIFICATE_REQUEST)) {
      throw new PkiException("it is not one request for a certificate");
    }
    byte[] der = blocks.get(0).der();
    try {
      CertificationRequest request = CertificationRequest.getInstance(der);
      var info = request.getCertificationRequestInfo();
      var key = info.getSubjectPublicKeyInfo();
      boolean signed =
          new VerifyingKey(key)
              .verifies(
                  SignatureScheme.of(request.getSignatureAlgorithm()),
                  info.getEncoded(ASN1Encoding.DER),
                  request.getSignature().getOctets());
      if (!signed) {
        throw new PkiException("the request is not signed by its own key");
      }
      return new RequestFacts(
          info.getSubject().toString(),
          Sha256.hex(key.getEncoded(ASN1Encoding.DER)),
          Sha256.hex(der));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new PkiException("the request is malformed");
    }
  }
}
