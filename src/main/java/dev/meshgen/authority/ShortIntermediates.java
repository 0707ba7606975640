package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import java.time.Duration;

/**
 * istiod issues workload certificates for up to 90 days, and cuts them short when its own
 * certificate ends first.
 */
public final class ShortIntermediates {
  private static final Duration COMFORTABLE = Duration.ofDays(90);

  /** People renew through Git, and cannot keep up with less than a month. */
  private static final Duration LEAST = Duration.ofDays(30);

  private ShortIntermediates() {}

  /**
   * {@link Code#INTERMEDIATE_TOO_SHORT}, where each renewal is a commit; else as {@link #check}.
   */
  public static void checkRenewedByCommit(Mesh mesh, Report report) {
    Validity validity = mesh.trust().intermediate().validity();
    if (validity.duration().compareTo(LEAST) >= 0) {
      check(mesh, report);
      return;
    }
    report.add(
        Diagnostic.of(
                Code.INTERMEDIATE_TOO_SHORT,
                mesh.origins().at("spec", "trust", "intermediate", "validity"),
                "intermediates are valid for \"" + validity.text() + "\", less than 30 days")
            .expecting("at least 30d, because each renewal is a commit")
            .hinting("remove trust.intermediate.validity, so that the default applies"));
  }

  /** {@link Code#INTERMEDIATE_SHORT}. */
  public static void check(Mesh mesh, Report report) {
    Validity validity = mesh.trust().intermediate().validity();
    if (validity.duration().compareTo(COMFORTABLE) < 0) {
      report.add(
          Diagnostic.of(
                  Code.INTERMEDIATE_SHORT,
                  mesh.origins().at("spec", "trust", "intermediate", "validity"),
                  "intermediates are valid for \""
                      + validity.text()
                      + "\", workload certificates for up to 90d")
              .expecting("at least 90d, so that workload certificates are not cut short")
              .hinting("remove trust.intermediate.validity, so that the default applies"));
    }
  }
}
