package dev.meshgen.authority.generated;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Validity;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** No certificate outlives its issuer. */
final class ValidityOrder implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Validity root = mesh.trust().root().validity();
    Validity intermediate = mesh.trust().intermediate().validity();
    if (root.duration().compareTo(intermediate.duration()) > 0) {
      return;
    }
    Span rootAt = mesh.origins().at("spec", "trust", "root", "validity");
    Span at = mesh.origins().at("spec", "trust", "intermediate", "validity");
    Diagnostic found =
        Diagnostic.of(
                Code.INTERMEDIATE_OUTLIVES_ROOT,
                at,
                "intermediates are valid for \""
                    + intermediate.text()
                    + "\", but their root for \""
                    + root.text()
                    + "\"")
            .expecting("a root valid for longer than its intermediates");
    report.add(rootAt.equals(at) ? found : found.relating(rootAt, "the validity of the root"));
  }
}
