package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * A certificate with which a client of TLS says who it is, and its private key. Closing erases the
 * key.
 */
public final class ClientPair implements AutoCloseable {
  private final List<X509> chain;
  private final CertificateFacts facts;
  private final SecretBytes key;

  private ClientPair(List<X509> chain, SecretBytes key) {
    this.chain = List.copyOf(chain);
    this.facts = CertificateFacts.of(chain.get(0));
    this.key = Objects.requireNonNull(key);
  }

  /**
   * Reads both as Go's {@code tls.X509KeyPair} does, for the kinds of keys that meshgen knows (RSA,
   * P-256, P-384), and checks that they belong together.
   *
   * @param certificates in PEM, the client's own first
   * @param key in PEM: PKCS#8, PKCS#1 or SEC1, without a password; left to the caller to erase
   * @throws PkiException naming what is wrong, without any part of the key
   */
  public static ClientPair read(byte[] certificates, byte[] key) throws PkiException {
    List<X509> chain = X509Bundle.read("the client certificate", certificates);
    X509 own = chain.get(0);
    if (own.isAuthority()) {
      throw new PkiException(ImportFlaw.AUTHORITY, "the client certificate is a CA certificate");
    }
    if (!own.mayLogIn()) {
      throw new PkiException("the client certificate is not for clients: see its extendedKeyUsage");
    }
    if (own.subjectValues(BCStyle.CN).stream().allMatch(String::isBlank)) {
      throw new PkiException(
          "the client certificate has no common name, which Kubernetes uses as the user name");
    }
    SecretBytes read = PrivateKeyFile.read("the client key", key, Optional.empty());
    boolean kept = false;
    try {
      ClientPair pair = new ClientPair(chain, read);
      kept = RequestedIntermediate.publicKeySha256(read).equals(pair.facts.publicKeySha256());
      if (!kept) {
        throw new PkiException(
            ImportFlaw.MISMATCH, "the client key does not belong to the client certificate");
      }
      return pair;
    } finally {
      if (!kept) {
        read.close();
      }
    }
  }

  /** What is public of the client's own certificate. */
  public CertificateFacts facts() {
    return facts;
  }

  /** Which user Kubernetes takes its owner for: the common name, of several the last. */
  public String user() {
    List<String> names = chain.get(0).subjectValues(BCStyle.CN);
    return names.get(names.size() - 1);
  }

  /** Which groups it takes the owner to be in: the organizations. */
  public List<String> groups() {
    return chain.get(0).subjectValues(BCStyle.O);
  }

  /** When the first of the certificates ends: from then on the chain is refused. */
  public Instant usableUntil() {
    return chain.stream().map(X509::notAfter).min(Instant::compareTo).orElseThrow();
  }

  /** All certificates in PEM, in one canonical spelling. */
  public byte[] certificates() {
    StringBuilder text = new StringBuilder();
    chain.forEach(each -> text.append(Pem.encode(Pem.CERTIFICATE, each.der())));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The key as PKCS#8 in PEM. Belongs to this object: callers must not close it. */
  public SecretBytes key() {
    return key;
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "ClientPair[redacted]";
  }
}
