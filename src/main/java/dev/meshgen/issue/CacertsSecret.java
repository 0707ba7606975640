package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The {@code cacerts} Secret that istiod signs with. */
final class CacertsSecret {
  private CacertsSecret() {}

  static CertificateAuthority issue(
      Mesh mesh, String cluster, int generation, SigningChain chain, CertificateIssuer issuer)
      throws PkiException {
    return issuer.issueIntermediate(chain, request(mesh, cluster, generation));
  }

  static IntermediateRequest request(Mesh mesh, String cluster, int generation) {
    return new IntermediateRequest(
        mesh.name(),
        cluster,
        generation,
        mesh.trustDomain(),
        mesh.trust().intermediate().key(),
        mesh.trust().intermediate().validity().duration());
  }

  /** The public part of the Secret. */
  static SecretManifest.Builder head(Mesh mesh) {
    return SecretManifest.of("v1", "Secret")
        .name(SecretPlan.CACERTS)
        .namespace(mesh.istioNamespace())
        .type("Opaque");
  }

  /**
   * The Secret, once istiod's own checks have passed over it. Its certificates stay readable.
   *
   * @param files of an intermediate that was issued
   */
  static SecretManifest manifest(Mesh mesh, CaCerts files, Instant now) throws PkiException {
    List<String> problems = ChainVerifier.problems(files.files(), now);
    if (!problems.isEmpty()) {
      throw new PkiException("istiod would refuse the chain: " + String.join("; ", problems));
    }
    return readable(mesh, files.files());
  }

  /** Files whose certificates anybody may read. */
  static SecretManifest readable(Mesh mesh, Map<String, SecretBytes> files) {
    SecretManifest.Builder secret = head(mesh);
    files.forEach(
        (name, content) -> {
          if (name.equals(CaCerts.CA_KEY)) {
            secret.stringData(name, content);
          } else {
            secret.certificate(name, new String(content.copy(), StandardCharsets.US_ASCII));
          }
        });
    return secret.build();
  }

  /** Files that were imported, as they are. */
  static SecretManifest manifest(Mesh mesh, Map<String, SecretBytes> files) {
    SecretManifest.Builder secret = head(mesh);
    CaCerts.NAMES.forEach(name -> secret.stringData(name, files.get(name)));
    return secret.build();
  }
}
