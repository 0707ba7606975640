package dev.meshgen.issue;

import dev.meshgen.model.AgeRecipient;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.IntermediateRequest;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootRequest;
import dev.meshgen.seal.AgeIdentity;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.SopsFile;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Issues a root and an intermediate of the default kinds and seals them, for nobody: afterwards the
 * classes, curve tables and security providers of a first render are loaded. Nothing of it is kept.
 */
public final class Rehearsal {
  private static final String NAME = "rehearsal";
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final SecureRandom random;
  private final Clock clock;

  public Rehearsal(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** Takes as long as the first issue of a process: for a thread that has time for it. */
  public void run() {
    CertificateIssuer issuer = new CertificateIssuer(random, clock);
    try (AgeIdentity reader = AgeIdentity.generate(random);
        CertificateAuthority root =
            issuer.issueRoot(new RootRequest(NAME, 1, KeyKind.ECDSA_P384, VALIDITY))) {
      seal(RootKey.manifest(NAME, root), reader.recipient());
      intermediate(issuer, root, reader.recipient());
    } catch (PkiException e) {
      throw new IllegalStateException("what was just issued is refused", e);
    }
  }

  private void intermediate(
      CertificateIssuer issuer, CertificateAuthority root, AgeRecipient reader)
      throws PkiException {
    IntermediateRequest request =
        new IntermediateRequest(NAME, NAME, 1, NAME, KeyKind.ECDSA_P256, VALIDITY);
    try (CertificateAuthority intermediate = issuer.issueIntermediate(root, request)) {
      CaCerts files = CaCerts.of(intermediate, root.certificatePem());
      ChainVerifier.problems(files.files(), clock.instant());
      SecretManifest.Builder secret = SecretManifest.of("v1", "Secret").name(NAME);
      files.files().forEach(secret::stringData);
      seal(secret.build(), reader);
    }
  }

  private void seal(SecretManifest manifest, AgeRecipient reader) {
    try (manifest) {
      SopsFile.seal(manifest, List.of(reader), clock.instant(), random, "");
    }
  }
}
