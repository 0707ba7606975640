package dev.meshgen.authority.generated;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** The key of the root is sealed for somebody, and never for those who open the rest. */
final class RootRecipientsNamed implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.recipients().root().isEmpty()) {
      report.add(
          Diagnostic.of(
                  Code.ROOT_RECIPIENTS_MISSING,
                  mesh.origins().at("spec", "secrets", "sops"),
                  "missing secrets.sops.root: the root's key has no recipients")
              .expecting("recipients of the root's key, other than those of the clusters")
              .hinting(
                  "add `root` with its recipients beside them, or set another authority in"
                      + " trust.authority"));
    }
  }
}
