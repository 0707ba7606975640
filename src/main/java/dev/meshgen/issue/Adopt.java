package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.credential.CheckCredential;
import dev.meshgen.credential.CheckOptions;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.Credential;
import dev.meshgen.credential.RemoteSecret;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CaChain;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ChainProblem;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ImportFlaw;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestFacts;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.SopsReaders;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Verifies a sealed file that somebody else wrote last, and describes it for its lock. */
final class Adopt {
  private static final String RESTORE = "restore the file from Git";

  private static final String IMPORT =
      RESTORE + "; `meshgen trust import` takes an authority below the root of a company";

  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final SealedFileOpener opener;
  private final Instant now;
  private final Report report;
  private final boolean leaving;

  Adopt(IssuingTools bench) {
    this.plan = bench.plan();
    this.committed = bench.committed();
    this.opener = bench.opener();
    this.now = bench.now();
    this.report = bench.report();
    this.leaving =
        bench.rotation().mints() || bench.rotation().after().or(committed::rotation).isPresent();
  }

  Optional<Sealed> adopt(SecretPlan secret, Optional<String> rootSha256) {
    byte[] bytes = committed.sealed().get(secret.path());
    if (!recipientsMatch(secret, bytes)) {
      return Optional.empty();
    }
    Optional<SecretManifest> opened =
        opener.open(secret.path(), bytes, "it has to be verified before it is adopted");
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (SecretManifest manifest = opened.get()) {
      if (!readsAsRendered(secret, manifest)) {
        return Optional.empty();
      }
      return describe(secret, bytes, manifest, rootSha256)
          .filter(described -> showsWhatItHolds(described, manifest))
          .map(this::withKnownInputs);
    } catch (PkiException e) {
      refuse(secret, e.getMessage(), secret.kind() == SecretPlan.Kind.ROOT ? IMPORT : RESTORE);
      return Optional.empty();
    }
  }

  /** The MAC covers values but not keys: who sealed the file could have renamed a field. */
  private boolean readsAsRendered(SecretPlan secret, SecretManifest manifest) {
    Optional<String> difference =
        new ReadableFields(plan.mesh()).difference(secret, manifest.rule(), manifest.fields());
    difference.ifPresent(
        why -> refuse(secret, why, "restore the file from Git, or fix it with `sops edit`"));
    return difference.isEmpty();
  }

  /** What can be read is what later runs compare, to the byte. */
  private boolean showsWhatItHolds(Sealed described, SecretManifest manifest) {
    SecretPlan secret = described.secret();
    if (secret.kind() != SecretPlan.Kind.CACERTS || manifest.rule() != SealRule.KEYS) {
      return true;
    }
    Optional<String> difference =
        new ReadableCertificates(plan, committed)
            .difference(
                new ReadableFields(plan.mesh()).values(secret, manifest.fields()),
                described.facts());
    difference.ifPresent(why -> refuse(secret, why));
    return difference.isEmpty();
  }

  private boolean recipientsMatch(SecretPlan secret, byte[] bytes) {
    try {
      String difference = SealedRecipients.difference(SopsReaders.of(bytes), secret.recipients());
      if (difference.isEmpty()) {
        return true;
      }
      refuse(secret, "it is sealed to other recipients than the spec names: " + difference);
    } catch (SealException e) {
      refuse(secret, e.getMessage());
    }
    return false;
  }

  /** Describes what a file holds, once all of it has been verified. */
  Optional<Sealed> describe(
      SecretPlan secret, byte[] bytes, SecretManifest manifest, Optional<String> rootSha256)
      throws PkiException {
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT -> {
        try (CertificateAuthority root = RootKey.read(manifest)) {
          requireKnown(secret, CertificateEntry.fingerprint(root));
          if (!plan.signs().isElsewhere() && !isLeaving(secret) && !isAsSpecified(secret, root)) {
            yield Optional.empty();
          }
          int generation = CertificateEntry.generation(root.facts().subject()).orElse(1);
          yield Optional.of(
              SealSecret.described(
                  secret,
                  bytes,
                  Optional.of(CertificateEntry.of(root, generation)),
                  Optional.empty()));
        }
      }
      case ISSUER, NEXT_ISSUER -> {
        try (SigningChain chain = IssuingKey.read(manifest)) {
          requireKnown(secret, chain.root().sha256());
          yield Optional.of(
              SealSecret.described(
                  secret,
                  bytes,
                  Optional.of(CertificateEntry.of(chain.authority(), 1, chain.root().sha256())),
                  Optional.empty()));
        }
      }
      case CACERTS ->
          Optional.of(
              SealSecret.described(
                      secret,
                      bytes,
                      Optional.of(intermediate(secret, manifest.values(), rootSha256)),
                      Optional.empty())
                  .trusting(trusted(manifest.values())));
      case REQUEST ->
          Optional.of(SealSecret.requested(secret, bytes, request(secret, manifest.values())));
      case REMOTE, KUBECONFIG ->
          credential(secret, manifest)
              .map(
                  facts ->
                      SealSecret.described(secret, bytes, Optional.empty(), Optional.of(facts)));
    };
  }

  /** The spec says what the root is like that takes its place. */
  private boolean isLeaving(SecretPlan secret) {
    return leaving && !secret.isNext();
  }

  /** While the root is replaced, the roots that the file makes its cluster trust. */
  private List<String> trusted(Map<String, SecretBytes> files) throws PkiException {
    return committed.rotation().isPresent()
        ? RootBundle.of(text(files, CaCerts.ROOT_CERT)).fingerprints()
        : List.of();
  }

  /** A root of another kind than the spec says would be refused by every later render. */
  private boolean isAsSpecified(SecretPlan secret, CertificateAuthority root) {
    KeyKind specified = plan.mesh().trust().root().key();
    Optional<KeyKind> other = root.keyKind().filter(kind -> kind != specified);
    other.ifPresent(
        kind ->
            refuse(
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
      refuse(
          secret,
          "the spec's trust.root differs from what the root was minted with",
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
      throw new PkiException("it holds another root than the locks name");
    }
  }

  private Optional<String> issuerOfIntermediates() {
    return committed.clusterLocks().values().stream()
        .flatMap(lock -> lock.sealed().values().stream())
        .flatMap(facts -> facts.certificate().stream())
        .map(LockedCertificate::issuer)
        .findFirst();
  }

  /** What the file was made from does not change by being adopted. */
  private Sealed withKnownInputs(Sealed adopted) {
    SecretPlan secret = adopted.secret();
    return committed
        .facts(secret)
        .map(before -> adopted.facts().madeFrom(before.inputs()).replacing(before))
        .map(facts -> new Sealed(secret, adopted.bytes(), facts))
        .orElse(adopted);
  }

  /** The request beside it says what the key was made for. */
  private LockedRequest request(SecretPlan secret, Map<String, SecretBytes> files)
      throws PkiException {
    if (!files.keySet().equals(Set.copyOf(RequestedKey.NAMES))) {
      throw new PkiException("it holds other values than a key");
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
    return new LockedRequest(generation(secret, facts.subject()), key, facts.sha256(), root);
  }

  private LockedCertificate intermediate(
      SecretPlan secret, Map<String, SecretBytes> files, Optional<String> rootSha256)
      throws PkiException {
    Set<String> found = new TreeSet<>(files.keySet());
    found.remove(CaCerts.REVOCATIONS);
    if (!found.equals(Set.copyOf(CaCerts.NAMES))) {
      throw new PkiException(
          "it holds "
              + String.join(", ", new TreeSet<>(files.keySet()))
              + ", and not just "
              + String.join(", ", CaCerts.NAMES));
    }
    List<String> problems = ChainVerifier.problems(files, now);
    if (!problems.isEmpty()) {
      throw new PkiException("istiod would refuse it: " + String.join("; ", problems));
    }
    requireLists(files);
    if (isImported(secret, files)) {
      return imported(files, rootSha256);
    }
    String root = CaChain.of(files, rootSha256.orElse("")).root().sha256();
    if (rootSha256.isPresent() && !rootSha256.get().equals(root)) {
      throw new PkiException("it was issued by another root than that of " + Layout.ROOT_LOCK);
    }
    if (!plan.signs().isElsewhere() && !committed.isSignedElsewhere(root)) {
      requireAsIssued(files, root);
    }
    CertificateFacts facts = CertificateFacts.of(text(files, CaCerts.CA_CERT));
    return new LockedCertificate(
        generation(secret, facts.subject()),
        facts.serial(),
        facts.sha256(),
        facts.publicKeySha256(),
        root,
        facts.notBefore(),
        facts.notAfter());
  }

  /** A list of revoked certificates that leaves out an authority keeps istiod from reading any. */
  private void requireLists(Map<String, SecretBytes> files) throws PkiException {
    for (ChainProblem problem : ChainVerifier.find(files, now, plan.mesh().trustDomain())) {
      if (problem.flaw() == ImportFlaw.REVOCATIONS) {
        throw new PkiException("istiod would refuse it: " + problem.text());
      }
    }
  }

  /**
   * Every later check compares lengths, and so would refuse the same certificates otherwise
   * written.
   */
  private void requireAsIssued(Map<String, SecretBytes> files, String sha256) throws PkiException {
    RootBundle bundle = RootBundle.of(text(files, CaCerts.ROOT_CERT));
    String root = bundle.pem(sha256).orElse("");
    boolean known = committed.rotation().isPresent() || bundle.fingerprints().size() == 1;
    if (!known || !bundle.isPlain()) {
      throw new PkiException(
          "its " + CaCerts.ROOT_CERT + " is not " + Layout.ROOT_CERTIFICATE + " byte for byte");
    }
    if (!text(files, CaCerts.CERT_CHAIN).equals(text(files, CaCerts.CA_CERT) + root)) {
      throw new PkiException(
          "its "
              + CaCerts.CERT_CHAIN
              + " is not "
              + CaCerts.CA_CERT
              + " with "
              + CaCerts.ROOT_CERT
              + " behind it");
    }
  }

  /** What meshgen did not issue: the lock says so, or else its subject. */
  private boolean isImported(SecretPlan secret, Map<String, SecretBytes> files)
      throws PkiException {
    Optional<LockedCertificate> locked = committed.facts(secret).flatMap(SealedFacts::certificate);
    if (locked.isPresent() || !plan.signs().isElsewhere()) {
      return locked.filter(LockedCertificate::isImported).isPresent();
    }
    String subject = CaChain.of(files).signer().subject();
    int generation = CertificateEntry.generation(subject).orElse(1);
    return !subject.equals(
        CacertsSecret.request(plan.mesh(), secret.owner(), generation).subject());
  }

  private static LockedCertificate imported(
      Map<String, SecretBytes> files, Optional<String> rootSha256) throws PkiException {
    CaChain chain =
        rootSha256.isPresent() ? CaChain.of(files, rootSha256.get()) : CaChain.of(files);
    if (rootSha256.isPresent() && !rootSha256.get().equals(chain.root().sha256())) {
      throw new PkiException("it was issued by another root than that of " + Layout.ROOT_LOCK);
    }
    return CertificateEntry.imported(chain);
  }

  /** Which intermediate of its cluster it is; that of another cluster does not count. */
  private int generation(SecretPlan secret, String subject) throws PkiException {
    int generation = CertificateEntry.generation(subject).orElse(1);
    String expected = CacertsSecret.request(plan.mesh(), secret.owner(), generation).subject();
    if (!subject.equals(expected)) {
      throw new PkiException("it was issued to " + subject + ", not to " + expected);
    }
    return generation;
  }

  private Optional<CredentialFacts> credential(SecretPlan secret, SecretManifest manifest) {
    ClusterPlan cluster =
        plan.clusters().stream()
            .filter(each -> each.name().equals(secret.owner()))
            .findFirst()
            .orElseThrow();
    String source = committed.folder() + "/" + secret.path();
    ClusterFacts facts = IssueRemotes.facts(plan, Engines.of(plan.mesh()), cluster);
    Optional<Credential> found = RemoteSecret.read(manifest, facts, source, report);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Credential credential = found.get()) {
      Optional<AcceptedCredential> accepted =
          CheckCredential.check(credential, facts, CheckOptions.refiling(now), report);
      if (accepted.isPresent() && !isAsFiled(credential, accepted.get())) {
        refuse(secret, "what the spec says of the API server is not what it holds");
        return Optional.empty();
      }
      return accepted.map(each -> IssueRemotes.locked(each.facts()));
    }
  }

  /** Whether the spec, which wins, agrees with what the file says already. */
  private static boolean isAsFiled(Credential filed, AcceptedCredential accepted) {
    return filed.server().equals(Optional.of(accepted.server()))
        && filed.caPem().equals(accepted.caPem())
        && filed.tlsServerName().equals(accepted.tlsServerName())
        && filed.proxyUrl().equals(accepted.proxyUrl());
  }

  private static String text(Map<String, SecretBytes> files, String name) {
    return new String(files.get(name).copy(), StandardCharsets.UTF_8);
  }

  private void refuse(SecretPlan secret, String why) {
    refuse(secret, why, RESTORE);
  }

  private void refuse(SecretPlan secret, String why, String way) {
    report.add(
        Diagnostic.of(
                Code.SEALED_UNREADABLE,
                Span.of(committed.folder() + "/" + secret.path()),
                "cannot be adopted: " + why)
            .hinting(way));
  }
}
