package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.KeyKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A certificate that may sign others, and its private key. Safe for use by several threads until it
 * is closed; closing overwrites the key's text.
 */
public final class CertificateAuthority implements AutoCloseable {
  private final X509 certificate;
  private final SigningKey key;
  private final String certificatePem;
  private final SecretBytes privateKeyPem;
  private final CertificateFacts facts;

  CertificateAuthority(X509 certificate, SigningKey key, Optional<CertificateFacts> issuer) {
    this.certificate = certificate;
    this.key = key;
    this.certificatePem = Pem.encode(Pem.CERTIFICATE, certificate.der());
    byte[] der = key.pkcs8();
    this.privateKeyPem = SecretBytes.owning(Pem.encodeBytes(Pem.PRIVATE_KEY, der));
    Arrays.fill(der, (byte) 0);
    CertificateFacts own = CertificateFacts.of(certificate);
    this.facts = issuer.map(own::issuedBy).orElse(own);
  }

  /**
   * Reads what {@link #certificatePem} and {@link #privateKeyPem} returned.
   *
   * @throws PkiException if either is malformed, they do not belong together, or the certificate
   *     may not sign others
   */
  public static CertificateAuthority read(String certificatePem, SecretBytes privateKeyPem)
      throws PkiException {
    byte[] pem = certificatePem.getBytes(StandardCharsets.UTF_8);
    X509 certificate = X509Bundle.readOne("the certificate", pem);
    SigningKey key = SigningKeys.read("the private key", privateKeyPem);
    if (!certificate.publicKey().equals(key.publicKey())) {
      throw new PkiException("the private key does not belong to the certificate");
    }
    if (!certificate.isAuthority() || !certificate.maySignCertificates()) {
      throw new PkiException("the certificate is not a CA certificate");
    }
    return new CertificateAuthority(certificate, key, Optional.empty());
  }

  /** One certificate, LF line ends, final newline. */
  public String certificatePem() {
    return certificatePem;
  }

  /** PKCS#8 without passphrase. Belongs to this authority: callers must not close it. */
  public SecretBytes privateKeyPem() {
    return privateKeyPem;
  }

  /** The kind of its key; empty for one that meshgen does not make. */
  public Optional<KeyKind> keyKind() {
    return SigningKeys.kindOf(key.publicKey());
  }

  public CertificateFacts facts() {
    return facts;
  }

  X509 certificate() {
    return certificate;
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
    return "CertificateAuthority[" + facts.subject() + "]";
  }
}
