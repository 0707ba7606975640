package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.SopsReaders;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Header;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seals one file and describes it for its lock. Safe for use by several threads at once. */
final class SealSecret {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Sealing sealing;
  private final StoreKeeper keeper;
  private final SealForController controllers;

  SealSecret(
      MeshPlan plan,
      CommittedSecrets committed,
      Sealing sealing,
      StoreKeeper keeper,
      SealForController controllers) {
    this.controllers = controllers;
    this.plan = plan;
    this.committed = committed;
    this.sealing = sealing;
    this.keeper = keeper;
  }

  /** A sealed file and what its lock says of it. */
  record Sealed(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    /** The same file, which makes its cluster trust these roots. */
    Sealed trusting(List<String> roots) {
      return new Sealed(secret, bytes, facts.trusting(roots));
    }

    /** The same key, whose certificate is to lead to this root. */
    Sealed leadingTo(Optional<String> root) {
      return new Sealed(secret, bytes, facts.leadingTo(root));
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
    if (secret.isStored()) {
      StoredFacts at = keeper.put(secret, manifest, certificate, credential);
      return stored(secret, manifest, at, certificate, credential);
    }
    if (secret.isForController()) {
      SealForController.Made made = controllers.seal(secret, manifest);
      Sealed sealed = described(secret, made.bytes(), certificate, credential);
      return new Sealed(secret, sealed.bytes(), sealed.facts().by(made.facts()));
    }
    return after(described(secret, sealed(secret, manifest), certificate, credential));
  }

  /** What an earlier run left in the store, as {@link StoreKeeper#left} finds it. */
  Optional<StoreKeeper.Kept> left(
      SecretPlan secret, int generation, Optional<String> root, Instant now) {
    return keeper.left(secret, generation, root, now);
  }

  /** The file of a secret that is in the store already. */
  Sealed stored(
      SecretPlan secret,
      SecretManifest manifest,
      StoredFacts at,
      Optional<LockedCertificate> certificate,
      Optional<CredentialFacts> credential) {
    Sealed sealed = described(secret, written(secret, manifest, at), certificate, credential);
    return new Sealed(secret, sealed.bytes(), sealed.facts().by(at));
  }

  private byte[] written(SecretPlan secret, SecretManifest manifest, StoredFacts at) {
    String header = Header.line(secret.path(), plan.mesh().name());
    return StoredFile.write(manifest, at, plan.mesh().store().orElseThrow().reader(), header);
  }

  /** All files of a run, with those that wait to be imported into the store. */
  List<Sealed> settle(List<Sealed> all) {
    return keeper.settle(all);
  }

  /** The key of a request that an earlier run left in the store. */
  Optional<StoreKeeper.Requested> leftRequest(SecretPlan secret, int generation) {
    return secret.isStored() ? keeper.leftRequest(secret, generation) : Optional.empty();
  }

  /**
   * Seals a key for which there is no certificate yet.
   *
   * @param pem that asks for it
   */
  Sealed request(SecretPlan secret, SecretManifest manifest, LockedRequest request, String pem) {
    if (secret.isStored()) {
      return stored(secret, request, keeper.putRequested(secret, manifest, request, pem));
    }
    if (secret.isForController()) {
      SealForController.Made made = controllers.seal(secret, manifest);
      Sealed sealed = requested(secret, made.bytes(), request);
      return new Sealed(secret, sealed.bytes(), sealed.facts().by(made.facts()));
    }
    return after(requested(secret, sealed(secret, manifest), request));
  }

  /** The file of a key that is in the store already, and waits for its certificate. */
  Sealed stored(SecretPlan secret, LockedRequest request, StoredFacts at) {
    try (SecretManifest head = new ReadableFields(plan.mesh()).manifest(secret, Map.of())) {
      Sealed sealed = requested(secret, written(secret, head, at), request);
      return new Sealed(secret, sealed.bytes(), sealed.facts().by(at));
    }
  }

  private byte[] sealed(SecretPlan secret, SecretManifest manifest) {
    try {
      String header = Header.line(secret.path(), plan.mesh().name());
      return SopsFile.seal(manifest, secret.recipients(), sealing, header);
    } catch (SealException e) {
      throw new CannotSealException(secret, e);
    }
  }

  static Sealed requested(SecretPlan secret, byte[] bytes, LockedRequest request) {
    return new Sealed(
        secret,
        bytes,
        SealedFacts.requested(secret.inputs(), Sha256.hex(bytes), secret.recipients(), request));
  }

  /**
   * The file of a key with its certificates; needs nothing that opens it.
   *
   * @param facts of the key, with those of its certificate
   */
  Sealed complete(SecretPlan secret, byte[] pending, SecretManifest manifest, SealedFacts facts)
      throws SealException {
    byte[] bytes;
    if (secret.isForController()) {
      bytes = controllers.around(secret, SealedSecretFile.read(pending), manifest);
    } else if (secret.isStored()) {
      bytes = written(secret, manifest, facts.stored().orElseThrow());
    } else {
      String header = Header.line(secret.path(), plan.mesh().name());
      bytes = SopsFile.complete(pending, manifest, header);
    }
    return new Sealed(secret, bytes, facts.in(Sha256.hex(bytes)));
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
    SealedFacts facts = committed.facts(secret).orElseThrow();
    Sealed kept = new Sealed(secret, committed.sealed().get(secret.path()), facts);
    if (secret.isForController()) {
      return rewritten(kept, controllers.again(secret, controllers.file(kept.bytes())));
    }
    return secret.isStored() ? rewritten(kept, around(kept, readable(kept))) : kept;
  }

  /** What fetches a secret is written again in each run: as the spec says now. */
  private byte[] around(Sealed stored, Map<String, String> readable) {
    try (SecretManifest manifest =
        new ReadableFields(plan.mesh()).manifest(stored.secret(), readable)) {
      return written(stored.secret(), manifest, stored.facts().stored().orElseThrow());
    }
  }

  private static Map<String, String> readable(Sealed stored) {
    try {
      return StoredFile.readable(stored.bytes());
    } catch (SealException e) {
      throw new IllegalStateException("a file that was found to be readable", e);
    }
  }

  /** The file with another certificate or list beside what is sealed; needs no key. */
  byte[] withReadable(Sealed sealed, String name, String text) throws SealException {
    if (sealed.secret().isForController()) {
      SealedSecretFile file = SealedSecretFile.read(sealed.bytes()).with(name, text);
      return controllers.again(sealed.secret(), file);
    }
    if (!sealed.secret().isStored()) {
      return SopsFile.withReadable(sealed.bytes(), name, text);
    }
    Map<String, String> readable = new LinkedHashMap<>(StoredFile.readable(sealed.bytes()));
    readable.put(name, text);
    return around(sealed, readable);
  }

  /** The same for others, or with certificates that can be read. */
  Optional<Sealed> reseal(SecretPlan secret, SealedFileOpener opener) {
    byte[] old = committed.sealed().get(secret.path());
    SealedFacts facts = committed.facts(secret).orElseThrow();
    boolean reveals = hidesCertificates(secret, old);
    Optional<byte[]> bytes =
        opener.run(
            committed.pathOf(secret),
            why(secret, facts) + ", so it has to be resealed",
            keys ->
                reveals
                    ? reveal(old, keys, secret, facts)
                    : SopsFile.reseal(old, keys, secret.recipients(), sealing));
    return bytes.map(found -> after(described(secret, found, facts)));
  }

  /** The same file with other readable parts. */
  Sealed rewritten(Sealed sealed, byte[] bytes) {
    return new Sealed(sealed.secret(), bytes, sealed.facts().in(Sha256.hex(bytes)));
  }

  /** What was imported with remarks between its certificates stays sealed. */
  private byte[] reveal(byte[] old, Keyrings keys, SecretPlan secret, SealedFacts facts)
      throws SealException {
    try {
      return SopsFile.reveal(old, keys, secret.recipients(), sealing);
    } catch (SealException e) {
      if (e.reason() == SealException.Reason.UNSUPPORTED
          && facts.certificate().filter(LockedCertificate::isImported).isPresent()) {
        return SopsFile.reseal(old, keys, secret.recipients(), sealing);
      }
      throw e;
    }
  }

  /** Whether a file holds certificates that cannot be read, as all did once. */
  static boolean hidesCertificates(SecretPlan secret, byte[] bytes) {
    return secret.kind() == SecretPlan.Kind.CACERTS
        && secret.isSealedBySops()
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
    SealedFacts now = facts.sealedFor(secret.recipients(), Sha256.hex(bytes));
    return new Sealed(secret, bytes, now);
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
