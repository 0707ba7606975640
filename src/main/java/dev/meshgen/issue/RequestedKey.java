package dev.meshgen.issue;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestFacts;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The key of an intermediate whose certificate is yet to come, in the form in which it is sealed:
 * no Kubernetes object, so that nothing applies it. It is where {@code cacerts} has it, so that the
 * certificates can be added without opening it.
 */
final class RequestedKey {
  /** The names of its files. */
  static final List<String> NAMES = List.of(CaCerts.CA_KEY);

  private RequestedKey() {}

  /** The public part of the file. */
  static SecretManifest.Builder head(Mesh mesh, String cluster) {
    return SecretManifest.of("meshgen.dev/v1alpha1", "RequestedCertificateAuthority")
        .name(mesh.name() + "." + cluster);
  }

  static SecretManifest manifest(Mesh mesh, String cluster, SecretBytes key) {
    return head(mesh, cluster).sealingKeysOnly().stringData(CaCerts.CA_KEY, key).build();
  }

  /**
   * What the file of a request says, below the line that says who generated it.
   *
   * @throws PkiException if it holds anything else, or another key signed it
   */
  static RequestFacts facts(byte[] file) throws PkiException {
    return RequestFacts.of(pem(file));
  }

  /** The request in it; empty without one. */
  static String pem(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    int start = text.indexOf(Pem.head(Pem.CERTIFICATE_REQUEST));
    return start < 0 ? "" : text.substring(start);
  }

  /** The Secret that it becomes; an empty secret replaces its key. */
  static SecretManifest completed(Mesh mesh, SignedIntermediate signed) {
    return CacertsSecret.around(mesh, SecretBytes.owning(new byte[0]), signed);
  }
}
