package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;

/** One requirement on a mesh. Stateless, so that rules can judge a mesh side by side. */
public interface Rule {
  void check(Mesh mesh, RuleContext context, Report report);

  /** Whether it asks the report what others have found, or takes that back. */
  default boolean asksOthers() {
    return false;
  }
}
