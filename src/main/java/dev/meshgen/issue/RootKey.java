package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Trust.KeyProfile;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootRequest;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The root in the form in which it is sealed: no Kubernetes object, so that nothing applies it. */
final class RootKey {
  private static final String CERTIFICATE = CaCerts.ROOT_CERT;
  private static final String KEY = "root-key.pem";

  /** The names of its files, in the order in which they are sealed. */
  static final List<String> NAMES = List.of(CERTIFICATE, KEY);

  private RootKey() {}

  static CertificateAuthority mint(Mesh mesh, int generation, CertificateIssuer issuer) {
    KeyProfile root = mesh.trust().root();
    return issuer.issueRoot(
        new RootRequest(mesh.name(), generation, root.key(), root.validity().duration()));
  }

  /** The public part of the file. */
  static SecretManifest.Builder head(Mesh mesh) {
    return SecretManifest.of("meshgen.dev/v1alpha1", "RootCertificateAuthority").name(mesh.name());
  }

  static SecretManifest manifest(Mesh mesh, CertificateAuthority root) {
    return head(mesh)
        .data(CERTIFICATE, SecretBytes.ofUtf8(root.certificatePem()))
        .data(KEY, root.privateKeyPem())
        .build();
  }

  /**
   * Reads the root back.
   *
   * @throws PkiException when what was sealed is not a root, or its key does not match
   */
  static CertificateAuthority read(SecretManifest opened) throws PkiException {
    SecretBytes certificate = opened.values().get(CERTIFICATE);
    SecretBytes key = opened.values().get(KEY);
    if (certificate == null || key == null) {
      throw new PkiException("the sealed file holds no " + CERTIFICATE + " and " + KEY);
    }
    String pem = new String(certificate.copy(), StandardCharsets.UTF_8);
    if (CertificateFacts.of(pem).issuerSha256().isEmpty()) {
      throw new PkiException(
          CERTIFICATE
              + " is not self-signed: its issuer is not its subject, so it is an intermediate, not"
              + " a root");
    }
    return CertificateAuthority.read(pem, key);
  }
}
