package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.SecretPlan;
import java.util.Map;

/**
 * Turns the decisions of a render that would change nothing into those of a step from one root to
 * another. A step is a pull request that people read: nothing else may be in it.
 */
final class StepDecisions {
  private final CommittedSecrets committed;
  private final PlannedRotation planned;
  private final Report report;

  StepDecisions(CommittedSecrets committed, PlannedRotation planned, Report report) {
    this.committed = committed;
    this.planned = planned;
    this.report = report;
  }

  /** Reports {@link Code#ROTATION_PENDING}. */
  void apply(Map<SecretPlan, Decision> decisions) {
    decisions.replaceAll(this::decision);
  }

  private Decision decision(SecretPlan secret, Decision before) {
    return switch (before) {
      case KEEP ->
          switch (secret.kind()) {
            case CACERTS -> cacerts(secret.owner());
            case REQUEST ->
                planned.requests().withdraw().contains(secret.owner()) ? Decision.ABSENT : before;
            default -> before;
          };
      case ABSENT ->
          secret.kind() == SecretPlan.Kind.REQUEST && planned.asks(secret.owner())
              ? Decision.ISSUE
              : before;
      case BLOCKED -> before;
      default -> {
        report.add(pending(secret));
        yield Decision.BLOCKED;
      }
    };
  }

  private Decision cacerts(String cluster) {
    if (!planned.changes(cluster) || planned.asks(cluster)) {
      return Decision.KEEP;
    }
    return planned.signs(cluster) ? Decision.ISSUE : Decision.REBUNDLE;
  }

  private Diagnostic pending(SecretPlan secret) {
    return Diagnostic.of(
            Code.ROTATION_PENDING,
            Span.of(committed.folder() + "/" + committed.pathOf(secret)),
            "the spec has other pending changes: the file would be issued or sealed again")
        .expecting("a tree that matches its spec")
        .hinting("run `meshgen render`, merge the result, then repeat the step");
  }
}
