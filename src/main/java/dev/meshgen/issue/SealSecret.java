package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.SopsReaders;
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
  record Sealed(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    /** The same file, which makes its cluster trust these roots. */
    Sealed trusting(List<String> roots) {
      return new Sealed(secret, bytes, facts.trusting(roots));
    }

    /** The same file in another place. */
    Sealed as(SecretPlan other) {
      return new Sealed(other, bytes, facts);
    }
  }

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

  /** The same for others, or with certificates that can be read. */
  Optional<Sealed> reseal(SecretPlan secret, SealedFileOpener opener) {
    byte[] old = committed.sealed().get(secret.path());
    SealedFacts facts = committed.facts(secret).orElseThrow();
    boolean reveals = hidesCertificates(secret, old, facts);
    Optional<byte[]> bytes =
        opener.run(
            committed.pathOf(secret),
            why(secret, facts) + ", so it has to be resealed",
            keys ->
                reveals
                    ? SopsFile.reveal(old, keys, secret.recipients(), sealing)
                    : SopsFile.reseal(old, keys, secret.recipients(), sealing));
    return bytes.map(found -> after(described(secret, found, facts)));
  }

  /**
   * Whether a file holds certificates that cannot be read, as all did once. Those that were
   * imported stay sealed: a block of text would not keep every byte of them.
   */
  static boolean hidesCertificates(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    return secret.kind() == SecretPlan.Kind.CACERTS
        && facts.certificate().filter(LockedCertificate::isImported).isEmpty()
        && SopsReaders.rule(bytes).equals(Optional.of(SealRule.SECTIONS));
  }

  private static String why(SecretPlan secret, SealedFacts facts) {
    return facts.recipients().equals(secret.recipients())
        ? "its certificates become readable"
        : "its recipients change from "
            + shown(facts.recipients())
            + " to "
            + shown(secret.recipients());
  }

  /** What it was made from does not change by being resealed. */
  private static Sealed described(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    Sealed sealed = described(secret, bytes, facts.certificate(), facts.credential());
    return new Sealed(
        secret, bytes, sealed.facts().madeFrom(facts.inputs()).trusting(facts.trusted()));
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
