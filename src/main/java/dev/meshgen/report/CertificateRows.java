package dev.meshgen.report;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;

/** The table of certificates. */
final class CertificateRows {
  private CertificateRows() {}

  /** A row of the table. */
  record Row(String name, String notBefore, String notAfter, String sha256) {}

  static List<Row> of(MeshPlan plan, SecretFacts facts) {
    List<Row> rows = new ArrayList<>();
    facts.root().ifPresent(root -> rows.add(row("root", root)));
    facts
        .progress()
        .map(progress -> progress.rotation().root())
        .ifPresent(
            next ->
                rows.add(
                    row(
                        "new root",
                        new SecretFacts.Certificate(
                            next.sha256(), next.notBefore(), next.notAfter()))));
    facts.issuer().ifPresent(issuer -> rows.add(row("below the root", issuer)));
    for (ClusterPlan cluster : plan.clusters()) {
      facts
          .intermediate(cluster.name())
          .ifPresent(found -> rows.add(row(nameOf(cluster, found), found)));
    }
    return rows;
  }

  private static String nameOf(ClusterPlan cluster, SecretFacts.Certificate found) {
    return cluster.name() + (found.imported() ? " (imported)" : "");
  }

  private static Row row(String name, SecretFacts.Certificate certificate) {
    return new Row(
        name,
        certificate.notBefore().toString(),
        certificate.notAfter().toString(),
        certificate.sha256());
  }
}
