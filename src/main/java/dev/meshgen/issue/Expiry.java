package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.EndingCredential;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Warns about certificates whose last third has begun, and refuses a tree that would run on one
 * that has ended. A run that is about single files, above all a rotation, only warns of the rest:
 * else none of two could be replaced.
 */
final class Expiry {
  private Expiry() {}

  static void report(
      MeshPlan plan, Issued issued, String folder, IssueRequest request, Report report) {
    Instant now = request.asOfInstant();
    check(
        issued.meshLock().root().or(() -> certificate(issued.meshLock().sealed(), Layout.ROOT_KEY)),
        plan.signs().isElsewhere() ? Layout.ROOT_CERTIFICATE : Layout.ROOT_KEY,
        "the root",
        "replace it step by step, starting with `meshgen trust rotate root distribute`",
        new Target(folder, now, !request.isTargeted(), report));
    plan.issuer()
        .ifPresent(
            issuer ->
                check(
                    certificate(issued.meshLock().sealed(), issuer.path()),
                    issuer.path(),
                    "the authority that signs intermediates",
                    "have another issued below the root, and import it with `meshgen trust import`",
                    new Target(folder, now, !request.isTargeted(), report)));
    for (ClusterPlan cluster : plan.clusters()) {
      credentials(cluster, issued, folder, now, report);
      if (cluster.cacerts().isEmpty()) {
        continue;
      }
      String path = cluster.cacerts().get().path();
      check(
          certificate(issued.clusterLocks().get(cluster.name()).sealed(), path),
          path,
          "the intermediate of \"" + cluster.name() + "\"",
          Remedy.another(plan, cluster.name()),
          new Target(folder, now, !request.isTargeted(), report));
    }
  }

  private static void credentials(
      ClusterPlan cluster, Issued issued, String folder, Instant now, Report report) {
    ClusterLock lock = issued.clusterLocks().get(cluster.name());
    for (EndingCredential each : EndingCredential.of(cluster.name(), lock.sealed().values())) {
      if (each.isDue(now)) {
        report.add(
            Diagnostic.of(
                    Code.CREDENTIAL_ENDS,
                    Span.of(folder + "/" + cluster.layout().lock()),
                    each.words(now))
                .expecting("one valid for at least " + EndingCredential.NOTICE.toDays() + " days")
                .hinting(each.next()));
      }
    }
  }

  private record Target(String folder, Instant now, boolean whole, Report report) {}

  private static Optional<LockedCertificate> certificate(
      SortedMap<String, SealedFacts> sealed, String path) {
    return Optional.ofNullable(sealed.get(path)).flatMap(SealedFacts::certificate);
  }

  private static void check(
      Optional<LockedCertificate> certificate,
      String path,
      String what,
      String hint,
      Target target) {
    if (certificate.isEmpty()) {
      return;
    }
    Instant end = certificate.get().notAfter();
    if (target.now().isBefore(certificate.get().due())) {
      return;
    }
    boolean ended = CertificateTime.isOver(end, target.now());
    String state = ended ? " expired on " : " expires on ";
    target
        .report()
        .add(
            Diagnostic.of(
                    ended && target.whole() ? Code.CERTIFICATE_EXPIRED : Code.CERTIFICATE_EXPIRES,
                    Span.of(target.folder() + "/" + path),
                    what + state + end.atZone(ZoneOffset.UTC).toLocalDate())
                .hinting(hint));
  }
}
