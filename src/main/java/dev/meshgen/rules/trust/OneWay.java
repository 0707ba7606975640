package dev.meshgen.rules.trust;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** What clusters receive reaches them in one way. */
final class OneWay implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.store().isPresent() && mesh.sealedSecrets().isPresent()) {
      report.add(
          Diagnostic.of(
                  Code.TWO_WAYS,
                  mesh.origins().at("spec", "secrets", "sealedSecrets"),
                  "sealedSecrets conflicts with vault: secrets are delivered in one way only")
              .expecting("either sealedSecrets or vault")
              .hinting("remove the one not used by the clusters")
              .relating(mesh.store().get().settings().document(), "keys are kept in Vault"));
    }
  }
}
