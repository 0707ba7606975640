package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/** The root of a mesh whose intermediates are signed elsewhere. */
final class GivenRoot {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Report report;

  GivenRoot(IssuingTools bench) {
    this(bench.plan(), bench.committed(), bench.report());
  }

  GivenRoot(MeshPlan plan, CommittedSecrets committed, Report report) {
    this.plan = plan;
    this.committed = committed;
    this.report = report;
  }

  /**
   * That of the tree; where no lock names one, that of the {@code cacerts} in it. Empty without
   * any, or, reported, if the certificate is lost.
   */
  Optional<ImportedRoot> committed() {
    Optional<LockedCertificate> known = committed.root();
    if (known.isEmpty()) {
      return inherited();
    }
    Optional<ImportedRoot> found = certificate(known.get());
    if (found.isEmpty()) {
      report.add(lost());
    }
    return found;
  }

  /** The certificate in the tree, if it is that of this root. */
  Optional<ImportedRoot> certificate(LockedCertificate known) {
    return committed
        .rootPem()
        .filter(pem -> CertificateEntry.isFingerprint(pem, known.sha256()))
        .map(pem -> new ImportedRoot(pem, known));
  }

  private Optional<ImportedRoot> inherited() {
    PublicParts publicParts = new PublicParts(plan, committed);
    for (SecretPlan secret : plan.secrets()) {
      Optional<LockedCertificate> facts =
          secret.kind() == SecretPlan.Kind.CACERTS
              ? committed.facts(secret).flatMap(SealedFacts::certificate)
              : Optional.empty();
      byte[] bytes = committed.sealed().get(secret.path());
      if (facts.isPresent() && bytes != null) {
        String pem = publicParts.certificates(secret, bytes).getOrDefault(CaCerts.ROOT_CERT, "");
        if (CertificateEntry.isFingerprint(pem, facts.get().issuer())) {
          return read(pem);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ImportedRoot> read(String pem) {
    try {
      return Optional.of(ImportedRoot.of(pem, CertificateFacts.of(pem)));
    } catch (PkiException e) {
      // What a file shows beside its lock is compared and reported elsewhere.
      return Optional.empty();
    }
  }

  /** The first of several, which have to be the same, but for the one that is to take its place. */
  Optional<ImportedRoot> only(List<ImportedRoot> found) {
    Optional<String> next = committed.rotation().map(LockedRotation::sha256);
    List<ImportedRoot> own =
        found.stream().filter(each -> !next.equals(Optional.of(each.facts().sha256()))).toList();
    Optional<ImportedRoot> first = own.stream().findFirst();
    for (ImportedRoot each : own) {
      if (!each.facts().sha256().equals(first.orElseThrow().facts().sha256())) {
        String lock = committed.folder() + "/" + Layout.ROOT_LOCK;
        report.add(differs(Span.of(lock), each, first.get().facts().sha256()));
        break;
      }
    }
    return first;
  }

  static Diagnostic differs(Span at, ImportedRoot other, String expected) {
    return Diagnostic.of(
            Code.ROOTS_DIFFER,
            at,
            "it chains to root " + other.facts().sha256() + ", but the mesh uses root " + expected)
        .expecting("one root for all clusters, else their workloads do not accept each other")
        .hinting(
            "import from a cluster of this mesh, or render the other mesh into its own folder; to"
                + " change the root, first run `meshgen trust rotate root distribute --certificate"
                + " FILE`");
  }

  Diagnostic lost() {
    return Diagnostic.of(
            Code.ROOT_CERTIFICATE_LOST,
            Span.of(committed.folder() + "/" + Layout.ROOT_CERTIFICATE),
            "the certificate of the root is missing or does not match " + Layout.ROOT_LOCK)
        .expecting("the certificate from the first import")
        .hinting("restore it from Git, or import the cacerts of a cluster again");
  }
}
