package dev.meshgen.pki;

import dev.meshgen.bytes.Sha256;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.Time;

/**
 * A certificate to encrypt for. Controllers of Sealed Secrets leave subject and issuer empty, which
 * neither the JDK nor Bouncy Castle accepts, so it is read field by field.
 *
 * @param sha256 fingerprint of the certificate, lower-case hex
 * @param notAfter last second of its validity
 */
public record RsaCertificate(String sha256, RSAPublicKey key, Instant notAfter) {
  /** Behind an optional version: serial number, signature, issuer. */
  private static final int VALIDITY = 3;

  /** Behind the subject. */
  private static final int PUBLIC_KEY = 5;

  /**
   * Reads one.
   *
   * @throws PkiException if it is something else, or its key has another type
   */
  public static RsaCertificate of(byte[] der) throws PkiException {
    try {
      ASN1Sequence fields = ASN1Sequence.getInstance(ASN1Sequence.getInstance(der).getObjectAt(0));
      int first = fields.getObjectAt(0) instanceof ASN1TaggedObject ? 1 : 0;
      ASN1Sequence validity = ASN1Sequence.getInstance(fields.getObjectAt(first + VALIDITY));
      byte[] key = fields.getObjectAt(first + PUBLIC_KEY).toASN1Primitive().getEncoded();
      return new RsaCertificate(
          Sha256.hex(der),
          key(key),
          CertificateTime.read(Time.getInstance(validity.getObjectAt(1))));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new PkiException("the certificate is malformed");
    }
  }

  private static RSAPublicKey key(byte[] der) throws PkiException {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new PkiException("the key of the certificate is not RSA");
    }
  }
}
