package dev.meshgen.report;

import dev.meshgen.model.KeyKind;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.ReadableName;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.trust.ReadableSigner;
import java.util.ArrayList;
import java.util.List;

/** The table of certificates. */
final class CertificateRows {
  private CertificateRows() {}

  /** A row of the table. */
  record Row(String name, String notBefore, String notAfter, String sha256) {}

  /**
   * A row of the table of what certificates say.
   *
   * @param names the subject's other names
   * @param chain the subjects above it that istiod hands out with it
   */
  record Details(
      String name,
      String subject,
      String issuer,
      String serial,
      String key,
      String names,
      String chain) {}

  static List<Details> details(SecretFacts facts) {
    return facts.readable().stream().map(CertificateRows::details).toList();
  }

  private static Details details(ReadableSigner readable) {
    CertificateDetails found = readable.details().orElseThrow();
    return new Details(
        readable.signer().cluster().orElse("root"),
        ReadableName.of(found.subject()),
        ReadableName.of(found.issuer()),
        found.serial(),
        found.key().map(KeyKind::id).orElse("of another kind"),
        listed(found.names()),
        listed(
            readable.chain().stream()
                .skip(1)
                .map(CertificateDetails::subject)
                .map(ReadableName::of)
                .toList()));
  }

  private static String listed(List<String> words) {
    return words.isEmpty() ? "none" : String.join("; ", words);
  }

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
