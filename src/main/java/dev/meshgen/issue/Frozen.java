package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a run that may issue nothing would have to issue, and why. */
final class Frozen {
  /** Above this, alike files are one diagnostic. */
  private static final int MOST = 3;

  private final MeshPlan plan;
  private final CommittedSecrets committed;

  Frozen(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.committed = committed;
  }

  /**
   * {@link Code#FROZEN}, for each file, or for all that are to be made for one reason.
   *
   * @return whether there is any
   */
  boolean report(Map<SecretPlan, Decision> decisions, Report report) {
    ChangedInputs inputs = new ChangedInputs(plan, committed);
    Map<String, List<SecretPlan>> byReason = new LinkedHashMap<>();
    decisions.forEach(
        (secret, decision) -> {
          if (decision == Decision.ISSUE || decision == Decision.RESEAL) {
            byReason
                .computeIfAbsent(
                    decision == Decision.ISSUE
                        ? "issued, which this run may not do: " + inputs.of(secret)
                        : "resealed to other recipients, which this run may not do",
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
                    "and " + (secrets.size() - 1) + " more files like it have to be " + reason));
          } else {
            secrets.forEach(secret -> report.add(frozen(secret, "has to be " + reason)));
          }
        });
    return !byReason.isEmpty();
  }

  private Diagnostic frozen(SecretPlan secret, String message) {
    return Diagnostic.of(Code.FROZEN, Span.of(committed.folder() + "/" + secret.path()), message)
        .hinting("run `meshgen render` with the identities it needs, and commit the result");
  }
}
