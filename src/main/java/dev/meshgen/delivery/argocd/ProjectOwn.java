package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * The AppProject is generated, and admits what the mesh needs and nothing else. Argo CD's own
 * project {@code default} would be narrowed to that, with every other Application of the hub in it.
 */
final class ProjectOwn implements Rule {
  private final ArgoCdSettings settings;

  ProjectOwn(ArgoCdSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (settings.project().equals("default")) {
      report.add(
          Diagnostic.of(
                  Code.PROJECT_NOT_OWN,
                  mesh.delivery().settings().at("project"),
                  "the project \"default\" belongs to Argo CD, and would be replaced")
              .expecting("a project of the mesh's own")
              .hinting("leave it out: the project is then named after the mesh"));
    }
  }
}
