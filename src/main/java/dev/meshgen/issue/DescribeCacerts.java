package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CaChain;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ChainProblem;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.ImportFlaw;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the files of a {@code cacerts} hold, as its lock records it. */
final class DescribeCacerts {
  /** What an earlier meshgen sealed with good reason to believe that it works is not forged. */
  private static final Set<ImportFlaw> EARLIER = Set.of(ImportFlaw.ISSUER, ImportFlaw.REFUSED);

  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Instant now;

  DescribeCacerts(IssuingTools bench) {
    this.plan = bench.plan();
    this.committed = bench.committed();
    this.now = bench.now();
  }

  /** The intermediate in the files of a cluster, of the root that has that fingerprint. */
  LockedCertificate certificate(
      SecretPlan secret, Map<String, SecretBytes> files, Optional<String> rootSha256)
      throws PkiException {
    Set<String> found = new TreeSet<>(files.keySet());
    found.remove(CaCerts.REVOCATIONS);
    if (!found.equals(Set.copyOf(CaCerts.NAMES))) {
      throw new PkiException(
          "it holds "
              + String.join(", ", new TreeSet<>(files.keySet()))
              + " instead of "
              + String.join(", ", CaCerts.NAMES));
    }
    List<String> problems =
        ChainVerifier.find(files, now).stream()
            .filter(problem -> !EARLIER.contains(problem.flaw()))
            .map(ChainProblem::text)
            .toList();
    if (!problems.isEmpty()) {
      throw new PkiException("istiod would refuse it: " + String.join("; ", problems));
    }
    requireLists(files);
    if (isImported(secret, files)) {
      return imported(files, rootSha256);
    }
    String root = CaChain.of(files, rootSha256.orElse("")).root().sha256();
    if (rootSha256.isPresent() && !rootSha256.get().equals(root)) {
      throw new PkiException("its root differs from that in " + Layout.ROOT_LOCK);
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

  /** While the root is replaced, the roots that the file makes its cluster trust. */
  List<String> trusted(Map<String, SecretBytes> files) throws PkiException {
    return committed.rotation().isPresent()
        ? RootBundle.of(text(files, CaCerts.ROOT_CERT)).fingerprints()
        : List.of();
  }

  /** A list of revoked certificates that leaves out an authority keeps istiod from reading any. */
  private void requireLists(Map<String, SecretBytes> files) throws PkiException {
    Optional<ChainProblem> problem = ChainVerifier.findInLists(files, now);
    if (problem.isPresent()) {
      throw new PkiException("istiod would refuse it: " + problem.get().text());
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
      throw new PkiException("its root differs from that in " + Layout.ROOT_LOCK);
    }
    return CertificateEntry.imported(chain);
  }

  /** Which intermediate of its cluster it is; that of another cluster does not count. */
  int generation(SecretPlan secret, String subject) throws PkiException {
    int generation = CertificateEntry.generation(subject).orElse(1);
    String expected = CacertsSecret.request(plan.mesh(), secret.owner(), generation).subject();
    if (!subject.equals(expected)) {
      throw new PkiException("it was issued to " + subject + ", not to " + expected);
    }
    return generation;
  }

  private static String text(Map<String, SecretBytes> files, String name) {
    return new String(files.get(name).copy(), StandardCharsets.UTF_8);
  }
}
