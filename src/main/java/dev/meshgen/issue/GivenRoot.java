package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/** The root of a mesh whose intermediates are signed elsewhere. */
final class GivenRoot {
  private final IssuingTools bench;

  GivenRoot(IssuingTools bench) {
    this.bench = bench;
  }

  /** That of the tree; empty, and reported, if it is lost. */
  Optional<ImportedRoot> committed() {
    Optional<LockedCertificate> known = bench.committed().root();
    Optional<ImportedRoot> committed = known.flatMap(this::certificate);
    if (known.isPresent() && committed.isEmpty()) {
      bench.report().add(lost());
    }
    return committed;
  }

  /** The same without a word. */
  Optional<ImportedRoot> certificate(LockedCertificate known) {
    return bench
        .committed()
        .rootPem()
        .filter(pem -> CertificateEntry.isFingerprint(pem, known.sha256()))
        .map(pem -> new ImportedRoot(pem, known));
  }

  /** The first of several, which have to be the same. */
  Optional<ImportedRoot> only(List<ImportedRoot> found) {
    Optional<ImportedRoot> first = found.stream().findFirst();
    for (ImportedRoot each : found) {
      if (!each.facts().sha256().equals(first.orElseThrow().facts().sha256())) {
        String lock = bench.committed().folder() + "/" + Layout.ROOT_LOCK;
        bench.report().add(differs(Span.of(lock), each, first.get().facts().sha256()));
        break;
      }
    }
    return first;
  }

  static Diagnostic differs(Span at, ImportedRoot other, String expected) {
    return Diagnostic.of(
            Code.ROOTS_DIFFER,
            at,
            "it leads to the root "
                + other.facts().sha256()
                + ", but the mesh has the root "
                + expected)
        .expecting("one root for all clusters, else their workloads do not accept each other")
        .hinting(
            "import from a cluster of this mesh, or render the other mesh into its own folder");
  }

  Diagnostic lost() {
    return Diagnostic.of(
            Code.ROOT_CERTIFICATE_LOST,
            Span.of(bench.committed().folder() + "/" + Layout.ROOT_CERTIFICATE),
            "the certificate of the root is missing, or not the one that "
                + Layout.ROOT_LOCK
                + " names")
        .expecting("the certificate that came with the first import")
        .hinting("restore it from Git, or import the cacerts of a cluster again");
  }
}
