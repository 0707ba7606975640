package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a run that may issue nothing would have to issue, and why. */
final class FrozenRun {
  /** Above this, alike files are one diagnostic. */
  private static final int MOST = 3;

  private final MeshPlan plan;
  private final CommittedSecrets committed;

  FrozenRun(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.committed = committed;
  }

  /**
   * {@link Code#FROZEN}, for each file, or for all that are to be made for one reason.
   *
   * @return whether there is any
   */
  boolean report(Map<SecretPlan, Decision> decisions, Report report) {
    boolean certificate = reportCertificate(decisions, report);
    return reportFiles(decisions, report) || certificate;
  }

  /**
   * The certificate of a root whose key stays: it is read off the key, which nothing opens here.
   */
  private boolean reportCertificate(Map<SecretPlan, Decision> decisions, Report report) {
    boolean differs =
        plan.root()
            .filter(root -> decisions.get(root) == Decision.KEEP)
            .filter(root -> !hasCertificate(root))
            .isPresent();
    if (differs) {
      report.add(
          Diagnostic.of(
                  Code.FROZEN,
                  Span.of(committed.folder() + "/" + Layout.ROOT_CERTIFICATE),
                  "does not match "
                      + Layout.ROOT_LOCK
                      + ", and recreating it needs the root's identity")
              .hinting("restore it from Git"));
    }
    return differs;
  }

  private boolean hasCertificate(SecretPlan root) {
    String expected = committed.facts(root).orElseThrow().certificate().orElseThrow().sha256();
    return committed
        .rootPem()
        .filter(pem -> CertificateEntry.isFingerprint(pem, expected))
        .isPresent();
  }

  private boolean reportFiles(Map<SecretPlan, Decision> decisions, Report report) {
    ChangedInputs inputs = new ChangedInputs(plan, committed);
    Map<String, List<SecretPlan>> byReason = new LinkedHashMap<>();
    decisions.forEach(
        (secret, decision) -> {
          if (decision == Decision.ISSUE || decision == Decision.RESEAL) {
            byReason
                .computeIfAbsent(
                    decision == Decision.ISSUE
                        ? "issued, which --frozen, --check and plugins do not allow ("
                            + inputs.of(secret)
                            + ")"
                        : "resealed for other recipients, which --frozen, --check and plugins do"
                            + " not allow",
                    reason -> new ArrayList<>())
                .add(secret);
          }
        });
    byReason.forEach(
        (reason, secrets) -> {
          if (secrets.size() > MOST) {
            report.add(
                frozen(
                    secrets.get(0),
                    "and "
                        + (secrets.size() - 1)
                        + " more files like it would have to be "
                        + reason));
          } else {
            secrets.forEach(secret -> report.add(frozen(secret, "would have to be " + reason)));
          }
        });
    return !byReason.isEmpty();
  }

  private Diagnostic frozen(SecretPlan secret, String message) {
    return Diagnostic.of(Code.FROZEN, Span.of(committed.folder() + "/" + secret.path()), message)
        .hinting("run `meshgen render` with the identities it needs, and commit the result");
  }
}
