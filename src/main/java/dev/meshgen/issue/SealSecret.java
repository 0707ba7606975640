package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Header;
import java.util.List;
import java.util.Optional;

/** Seals one file and describes it for its lock. Safe for use by several threads at once. */
final class SealSecret {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Sealing sealing;

  SealSecret(MeshPlan plan, CommittedSecrets committed, Sealing sealing) {
    this.plan = plan;
    this.committed = committed;
    this.sealing = sealing;
  }

  /** A sealed file and what its lock says of it. */
  record Sealed(SecretPlan secret, byte[] bytes, SealedFacts facts) {}

  Sealed seal(
      SecretPlan secret,
      SecretManifest manifest,
      Optional<LockedCertificate> certificate,
      Optional<CredentialFacts> credential) {
    String header = Header.line(secret.path(), plan.mesh().name());
    byte[] bytes = SopsFile.seal(manifest, secret.recipients(), sealing, header);
    return after(described(secret, bytes, certificate, credential));
  }

  /** Whoever opened what was there before, and had the same key or token, has it still. */
  private Sealed after(Sealed sealed) {
    return committed
        .facts(sealed.secret())
        .map(sealed.facts()::replacing)
        .map(facts -> new Sealed(sealed.secret(), sealed.bytes(), facts))
        .orElse(sealed);
  }

  Sealed keep(SecretPlan secret) {
    return new Sealed(
        secret, committed.sealed().get(secret.path()), committed.facts(secret).orElseThrow());
  }

  Optional<Sealed> reseal(SecretPlan secret, SealedFileOpener opener) {
    byte[] old = committed.sealed().get(secret.path());
    SealedFacts facts = committed.facts(secret).orElseThrow();
    Optional<byte[]> bytes =
        opener.run(
            committed.pathOf(secret),
            "its recipients change from "
                + shown(facts.recipients())
                + " to "
                + shown(secret.recipients())
                + ", so it has to be resealed",
            keys -> SopsFile.reseal(old, keys, secret.recipients(), sealing));
    return bytes.map(
        found -> after(described(secret, found, facts.certificate(), facts.credential())));
  }

  static Sealed described(
      SecretPlan secret,
      byte[] bytes,
      Optional<LockedCertificate> certificate,
      Optional<CredentialFacts> credential) {
    return new Sealed(
        secret,
        bytes,
        new SealedFacts(
            secret.inputs(), Sha256.hex(bytes), secret.recipients(), certificate, credential));
  }

  private static String shown(List<Recipient> recipients) {
    return recipients.size() == 1
        ? recipients.get(0).toString()
        : recipients.size() + " recipients";
  }
}
