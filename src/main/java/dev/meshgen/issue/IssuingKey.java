package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.seal.SecretManifest;
import java.util.Map;

/**
 * An authority below a root in the form in which it is sealed: no Kubernetes object, so that
 * nothing applies it.
 */
final class IssuingKey {
  private IssuingKey() {}

  /** The public part of the file. */
  static SecretManifest.Builder head(Mesh mesh) {
    return SecretManifest.of("meshgen.dev/v1alpha1", "IssuingCertificateAuthority")
        .name(mesh.name());
  }

  static SecretManifest manifest(Mesh mesh, SigningChain chain) {
    SecretManifest.Builder file = head(mesh);
    Map<String, SecretBytes> files = chain.files();
    CaCerts.NAMES.forEach(name -> file.data(name, files.get(name)));
    return file.build();
  }

  /**
   * Reads the authority back.
   *
   * @throws PkiException when what was sealed is not one, or its key does not match
   */
  static SigningChain read(SecretManifest opened) throws PkiException {
    return SigningChain.ofFiles(opened.values());
  }
}
