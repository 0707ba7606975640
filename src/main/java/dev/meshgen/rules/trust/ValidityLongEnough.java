package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.time.Duration;

/**
 * Intermediates are renewed by people, through Git: below a month nobody keeps up. istiod issues
 * workload certificates for up to 90 days, and cuts off what would outlive its own. A root lasts
 * for at least two intermediates, or the second one is cut short by it.
 */
final class ValidityLongEnough implements Rule {
  private static final Duration LEAST = Duration.ofDays(30);
  private static final Duration COMFORTABLE = Duration.ofDays(90);

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Validity root = mesh.trust().root().validity();
    Validity intermediate = mesh.trust().intermediate().validity();
    checkIntermediate(
        intermediate, mesh.origins().at("spec", "trust", "intermediate", "validity"), report);
    if (isShort(root, intermediate)) {
      report.add(rootTooShort(mesh, root, intermediate));
    }
  }

  private static void checkIntermediate(Validity validity, Span at, Report report) {
    String said = "intermediates are valid for \"" + validity.text() + "\"";
    if (validity.duration().compareTo(LEAST) < 0) {
      report.add(
          Diagnostic.of(Code.INTERMEDIATE_TOO_SHORT, at, said + " only")
              .expecting("at least 30d, because each renewal is a change in Git")
              .hinting("365d is the default"));
    } else if (validity.duration().compareTo(COMFORTABLE) < 0) {
      report.add(
          Diagnostic.of(Code.INTERMEDIATE_SHORT, at, said + ", workload certificates for up to 90d")
              .expecting("at least 90d, or workload certificates are cut short")
              .hinting("365d is the default"));
    }
  }

  private static boolean isShort(Validity root, Validity intermediate) {
    Duration longest = intermediate.duration();
    return root.duration().compareTo(longest) > 0
        && root.duration().compareTo(longest.multipliedBy(2)) < 0;
  }

  private static Diagnostic rootTooShort(Mesh mesh, Validity root, Validity intermediate) {
    return Diagnostic.of(
            Code.ROOT_SHORT,
            mesh.origins().at("spec", "trust", "root", "validity"),
            "the root is valid for \""
                + root.text()
                + "\", less than twice its intermediates' \""
                + intermediate.text()
                + "\"")
        .expecting("time to renew the intermediates before the root itself has to be rotated")
        .hinting("3650d is the default");
  }
}
