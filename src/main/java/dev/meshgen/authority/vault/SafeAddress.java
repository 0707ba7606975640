package dev.meshgen.authority.vault;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/** A token that crosses a network in the clear belongs to whoever listens. */
final class SafeAddress implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    VaultSettings.of(mesh)
        .access()
        .addressProblem(mesh.trust().authority().settings().at("address"))
        .ifPresent(report::add);
  }
}
