package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.SecretPlan;

/** Says why a sealed file cannot be adopted, and what to do. */
final class AdoptionRefusals {
  static final String RESTORE = "restore the file from Git";

  static final String IMPORT =
      RESTORE + "; `meshgen trust import` accepts an authority below a company root";

  private final CommittedSecrets committed;
  private final Report report;

  AdoptionRefusals(IssuingTools bench) {
    this.committed = bench.committed();
    this.report = bench.report();
  }

  void add(SecretPlan secret, String why) {
    add(secret, why, RESTORE);
  }

  void add(SecretPlan secret, String why, String way) {
    report.add(
        Diagnostic.of(
                Code.SEALED_UNREADABLE,
                Span.of(committed.folder() + "/" + secret.path()),
                "cannot be adopted: " + why)
            .hinting(way));
  }
}
