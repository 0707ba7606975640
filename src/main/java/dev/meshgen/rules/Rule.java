package dev.meshgen.rules;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;

/** One thing that must hold of a mesh. Stateless. */
interface Rule {
  void check(Mesh mesh, Context context, Report report);
}
