package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Secret {@code cacerts} as istiod reads it: four files, all of them required
 * (security/pkg/pki/ca/ca.go). Belongs together with the authority it was made of: closing either
 * erases the key.
 */
public final class CaCerts {
  public static final String CA_CERT = "ca-cert.pem";
  public static final String CA_KEY = "ca-key.pem";
  public static final String CERT_CHAIN = "cert-chain.pem";
  public static final String ROOT_CERT = "root-cert.pem";

  /** Lists of revoked certificates, which istiod hands on to proxies; need not be there. */
  public static final String REVOCATIONS = "ca-crl.pem";

  /** The names in the order in which they are written. */
  public static final List<String> NAMES = List.of(CA_CERT, CA_KEY, CERT_CHAIN, ROOT_CERT);

  private final Map<String, SecretBytes> files;

  private CaCerts(Map<String, SecretBytes> files) {
    this.files = files;
  }

  /**
   * What a cluster needs to sign with this intermediate.
   *
   * @param rootPem every root the mesh trusts; the one that issued the intermediate first, because
   *     it also ends the chain
   */
  public static CaCerts of(CertificateAuthority intermediate, String rootPem) {
    String certificate = intermediate.certificatePem();
    var files = new LinkedHashMap<String, SecretBytes>();
    files.put(CA_CERT, SecretBytes.ofUtf8(certificate));
    files.put(CA_KEY, intermediate.privateKeyPem());
    files.put(CERT_CHAIN, SecretBytes.ofUtf8(certificate + first(rootPem)));
    files.put(ROOT_CERT, SecretBytes.ofUtf8(rootPem));
    return new CaCerts(files);
  }

  /** File name to content, in the order of {@link #NAMES}. */
  public Map<String, SecretBytes> files() {
    return Collections.unmodifiableMap(files);
  }

  @Override
  public String toString() {
    return "CaCerts[redacted]";
  }

  private static String first(String bundle) {
    try {
      byte[] pem = bundle.getBytes(StandardCharsets.UTF_8);
      return Pem.encode(Pem.CERTIFICATE, X509Bundle.read("the root bundle", pem).get(0).der());
    } catch (PkiException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
