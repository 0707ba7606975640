package dev.meshgen.authority.generated;

import dev.meshgen.authority.ShortIntermediates;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.time.Duration;

/**
 * People renew intermediates through Git, and cannot keep up when they last less than a month. A
 * root must last for at least two intermediates, or it cuts the second one short.
 */
final class ValidityLongEnough implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Validity root = mesh.trust().root().validity();
    Validity intermediate = mesh.trust().intermediate().validity();
    ShortIntermediates.checkRenewedByCommit(mesh, report);
    if (isShort(root, intermediate)) {
      report.add(rootTooShort(mesh, root, intermediate));
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
        .expecting("time to renew intermediates before the root has to be rotated")
        .hinting("set trust.root.validity to at least twice trust.intermediate.validity");
  }
}
