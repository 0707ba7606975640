package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;

/** One requirement on a mesh. Stateless. */
public interface Rule {
  void check(Mesh mesh, RuleContext context, Report report);
}
