package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The key of an intermediate, made here, for which somebody has yet to issue a certificate. Safe
 * for use by several threads until it is closed, which erases the key's text.
 */
public final class RequestedIntermediate implements AutoCloseable {
  private final IntermediateRequest request;
  private final SigningKey key;
  private final SecretBytes privateKeyPem;
  private final String publicKeySha256;

  RequestedIntermediate(IntermediateRequest request, SigningKey key) {
    this.request = request;
    this.key = key;
    byte[] der = key.pkcs8();
    this.privateKeyPem = SecretBytes.owning(Pem.encodeBytes(Pem.PRIVATE_KEY, der));
    Arrays.fill(der, (byte) 0);
    this.publicKeySha256 = publicKeySha256(key);
  }

  /**
   * The fingerprint of the public key that belongs to a private one.
   *
   * @param pem as {@link #privateKeyPem}
   * @throws PkiException if istiod could not read it
   */
  public static String publicKeySha256(SecretBytes pem) throws PkiException {
    return publicKeySha256(SigningKeys.read("the private key", pem));
  }

  private static String publicKeySha256(SigningKey key) {
    try {
      return Sha256.hex(key.publicKey().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is public of it. */
  public AskedIntermediate asked() {
    return new AskedIntermediate(publicKeySha256, request);
  }

  /** PKCS#8 without passphrase. Belongs to this object: callers must not close it. */
  public SecretBytes privateKeyPem() {
    return privateKeyPem;
  }

  /**
   * The request in PEM, PKCS#10 (RFC 2986): subject and extensions are those of the certificates
   * that meshgen issues itself.
   */
  public String requestPem() {
    var extensions = CertificateProfile.requestedExtensions(request.trustDomain());
    var attribute =
        new Attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new DERSet(extensions));
    var info =
        new CertificationRequestInfo(
            Subjects.intermediate(request), key.publicKey(), new DERSet(attribute));
    AlgorithmIdentifier algorithm = key.scheme().identifier();
    try {
      var parts = new ASN1EncodableVector(3);
      parts.add(info);
      parts.add(algorithm);
      parts.add(new DERBitString(key.sign(info.getEncoded(ASN1Encoding.DER))));
      return Pem.encode(
          Pem.CERTIFICATE_REQUEST, new DERSequence(parts).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  IntermediateRequest request() {
    return request;
  }

  SigningKey key() {
    return key;
  }

  @Override
  public void close() {
    privateKeyPem.close();
  }

  @Override
  public String toString() {
    return "RequestedIntermediate[" + request.cluster() + ", redacted]";
  }
}
