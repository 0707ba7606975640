package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestFacts;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.vault.StoredFile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an opened file holds, as its lock records it, once all of it has been verified. */
final class DescribeSealed {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final DescribeCacerts cacerts;
  private final DescribeCredential credentials;
  private final AdoptionRefusals refusals;
  private final boolean leaving;

  DescribeSealed(IssuingTools bench) {
    this.plan = bench.plan();
    this.committed = bench.committed();
    this.cacerts = new DescribeCacerts(bench);
    this.credentials = new DescribeCredential(bench);
    this.refusals = new AdoptionRefusals(bench);
    this.leaving =
        bench.rotation().mints() || bench.rotation().after().or(committed::rotation).isPresent();
  }

  /** Describes what a file holds, once all of it has been verified. */
  Optional<Sealed> describe(
      SecretPlan secret, byte[] bytes, SecretManifest manifest, Optional<String> rootSha256)
      throws PkiException {
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT -> root(secret, bytes, manifest);
      case ISSUER, NEXT_ISSUER -> Optional.of(issuer(secret, bytes, manifest));
      case CACERTS ->
          Optional.of(
              certified(secret, bytes, cacerts.certificate(secret, manifest.values(), rootSha256))
                  .trusting(cacerts.trusted(manifest.values())));
      case REQUEST ->
          Optional.of(SealSecret.requested(secret, bytes, request(secret, manifest.values())));
      case BUNDLED -> Optional.of(bundled(secret, bytes, manifest, rootSha256));
      case REMOTE, KUBECONFIG ->
          credentials
              .describe(secret, manifest)
              .map(
                  facts ->
                      SealSecret.described(secret, bytes, Optional.empty(), Optional.of(facts)));
    };
  }

  /** What a cluster will receive has to be what the lock of the file says that fetches it. */
  private Sealed bundled(
      SecretPlan secret, byte[] bytes, SecretManifest manifest, Optional<String> rootSha256)
      throws PkiException {
    SecretPlan kept = plan.kept(secret);
    Optional<SealedFacts> locked = committed.facts(kept);
    byte[] fetching = committed.sealed().get(kept.path());
    if (locked.isEmpty() || locked.get().stored().isEmpty() || fetching == null) {
      throw new PkiException("nothing fetches its content");
    }
    try {
      // Not closed: its secrets are those of what was opened.
      SecretManifest whole =
          BundledSecret.whole(
              new ReadableFields(plan.mesh()), kept, StoredFile.readable(fetching), manifest);
      Optional<String> root = locked.get().certificate().map(LockedCertificate::issuer);
      Optional<SealedFacts> facts =
          describe(kept, fetching, whole, root.or(() -> rootSha256)).map(Sealed::facts);
      if (facts.isPresent()
          && !(facts.get().certificate().equals(locked.get().certificate())
              && facts.get().request().equals(locked.get().request())
              && facts.get().credential().equals(locked.get().credential()))) {
        throw new PkiException("it is not the secret recorded in its lock");
      }
    } catch (SealException e) {
      throw new PkiException(e.getMessage());
    }
    StoredFacts at = locked.get().stored().get();
    return SealSecret.described(
        secret.holding(at.mount(), at.path()), bytes, Optional.empty(), Optional.empty());
  }

  private Optional<Sealed> root(SecretPlan secret, byte[] bytes, SecretManifest manifest)
      throws PkiException {
    try (CertificateAuthority root = RootKey.read(manifest)) {
      requireKnown(secret, CertificateEntry.fingerprint(root));
      if (!plan.signs().isElsewhere() && !isLeaving(secret) && !isAsSpecified(secret, root)) {
        return Optional.empty();
      }
      int generation = CertificateEntry.generation(root.facts().subject()).orElse(1);
      return Optional.of(certified(secret, bytes, CertificateEntry.of(root, generation)));
    }
  }

  private Sealed issuer(SecretPlan secret, byte[] bytes, SecretManifest manifest)
      throws PkiException {
    try (SigningChain chain = IssuingKey.read(manifest)) {
      requireKnown(secret, chain.root().sha256());
      return certified(
          secret, bytes, CertificateEntry.of(chain.authority(), 1, chain.root().sha256()));
    }
  }

  private static Sealed certified(SecretPlan secret, byte[] bytes, LockedCertificate facts) {
    return SealSecret.described(secret, bytes, Optional.of(facts), Optional.empty());
  }

  /** The spec says what the root is like that takes its place. */
  private boolean isLeaving(SecretPlan secret) {
    return leaving && !secret.isNext();
  }

  /** A root of another kind than the spec says would be refused by every later render. */
  private boolean isAsSpecified(SecretPlan secret, CertificateAuthority root) {
    KeyKind specified = plan.mesh().trust().root().key();
    Optional<KeyKind> other = root.keyKind().filter(kind -> kind != specified);
    other.ifPresent(
        kind ->
            refusals.add(
                secret,
                "its key is " + kind.id() + ", but trust.root.key is " + specified.id(),
                "set trust.root.key: " + kind.id()));
    boolean changed =
        other.isEmpty()
            && committed
                .facts(secret)
                .filter(before -> !before.inputs().equals(secret.inputs()))
                .isPresent();
    if (changed) {
      refusals.add(
          secret,
          "trust.root in the spec differs from the existing root",
          "revert trust.root in the spec");
    }
    return other.isEmpty() && !changed;
  }

  /** The tree lives on one root: every intermediate in it says which. */
  private void requireKnown(SecretPlan secret, String root) throws PkiException {
    Optional<String> known =
        secret.isNext()
            ? committed.rotation().map(LockedRotation::sha256)
            : committed.root().map(LockedCertificate::sha256).or(this::issuerOfIntermediates);
    if (known.isPresent() && !known.get().equals(root)) {
      throw new PkiException("its root does not match the locks");
    }
  }

  private Optional<String> issuerOfIntermediates() {
    return committed.clusterLocks().values().stream()
        .flatMap(lock -> lock.sealed().values().stream())
        .flatMap(facts -> facts.certificate().stream())
        .map(LockedCertificate::issuer)
        .findFirst();
  }

  /** The request beside it says what the key was made for. */
  private LockedRequest request(SecretPlan secret, Map<String, SecretBytes> files)
      throws PkiException {
    if (!files.keySet().equals(Set.copyOf(RequestedKey.NAMES))) {
      throw new PkiException("it contains more than a key");
    }
    byte[] bytes = committed.requests().get(secret.owner());
    if (bytes == null) {
      throw new PkiException("the request beside it is missing");
    }
    RequestFacts facts = RequestedKey.facts(bytes);
    String key = RequestedIntermediate.publicKeySha256(files.get(CaCerts.CA_KEY));
    if (!facts.publicKeySha256().equals(key)) {
      throw new PkiException("the request beside it is for another key");
    }
    Optional<String> root =
        committed.facts(secret).flatMap(SealedFacts::request).flatMap(LockedRequest::root);
    return new LockedRequest(
        cacerts.generation(secret, facts.subject()), key, facts.sha256(), root);
  }
}
