package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import java.util.List;

/** The semantic rules, and the stage that runs them. */
public final class Rules {
  static final List<Rule> ALL = List.of();

  private Rules() {}

  public static void check(Mesh mesh, Context context, Report report) {
    for (Rule rule : ALL) {
      rule.check(mesh, context, report);
    }
  }
}
