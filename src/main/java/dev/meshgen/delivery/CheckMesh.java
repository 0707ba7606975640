package dev.meshgen.delivery;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.rules.Rules;

/** The stage that judges a mesh: by the rules that hold for all, then by those of its engines. */
public final class CheckMesh {
  private CheckMesh() {}

  /** Adds to {@code report} everything that keeps the mesh from working, and what may surprise. */
  public static void check(RuleContext context, Report report) {
    Mesh mesh = context.topology().mesh();
    Rules.check(context, report);
    for (Engine engine : Engines.of(mesh).all()) {
      for (Rule rule : engine.rules()) {
        rule.check(mesh, context, report);
      }
    }
  }
}
