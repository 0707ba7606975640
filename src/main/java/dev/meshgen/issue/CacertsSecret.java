package dev.meshgen.issue;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The {@code cacerts} Secret that istiod signs with. */
final class CacertsSecret {
  private CacertsSecret() {}

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
   * @param key in PEM; closing the Secret erases it
   */
  static SecretManifest manifest(Mesh mesh, SecretBytes key, SignedIntermediate signed, Instant now)
      throws PkiException {
    Map<String, SecretBytes> files = signed.files(key);
    List<String> problems = ChainVerifier.problems(files, now);
    if (!problems.isEmpty()) {
      throw new PkiException(
          "istiod or its peers would refuse the chain: " + String.join("; ", problems));
    }
    return around(mesh, key, signed);
  }

  /** The Secret of a certificate that was answered. */
  static SecretManifest around(Mesh mesh, SecretBytes key, SignedIntermediate signed) {
    return readable(mesh, signed.files(key));
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

  /**
   * Files that were imported, as they are. If one of them has anything beside certificates, such as
   * a remark, all of them are sealed: it may be anything.
   */
  static SecretManifest manifest(Mesh mesh, Map<String, SecretBytes> files) {
    SecretManifest.Builder secret = head(mesh);
    boolean readable = CaCerts.NAMES.stream().allMatch(name -> mayBeRead(name, files.get(name)));
    for (String name : CaCerts.NAMES) {
      if (readable && !name.equals(CaCerts.CA_KEY)) {
        secret.certificate(name, new String(files.get(name).copy(), StandardCharsets.US_ASCII));
      } else {
        secret.stringData(name, files.get(name));
      }
    }
    if (files.containsKey(CaCerts.REVOCATIONS)) {
      byte[] lists = files.get(CaCerts.REVOCATIONS).copy();
      secret.certificate(CaCerts.REVOCATIONS, new String(lists, StandardCharsets.US_ASCII));
    }
    return secret.build();
  }

  private static boolean mayBeRead(String name, SecretBytes file) {
    return name.equals(CaCerts.CA_KEY) || Pem.isPublicInLines(file.copy());
  }
}
