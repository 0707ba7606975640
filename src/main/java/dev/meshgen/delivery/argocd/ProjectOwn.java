package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * The AppProject is generated, and admits only what the mesh needs. Argo CD's own project {@code
 * default} would be restricted to that, and with it every other Application of the hub.
 */
final class ProjectOwn implements Rule {
  private final ArgoCdSettings settings;

  ProjectOwn(ArgoCdSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!settings.project().exists() && settings.project().name().equals("default")) {
      report.add(
          Diagnostic.of(
                  Code.PROJECT_NOT_OWN,
                  mesh.delivery(ArgoCdSettings.KEY).orElseThrow().settings().at("project"),
                  "project \"default\" belongs to Argo CD, and would be replaced")
              .expecting("a project for this mesh alone")
              .hinting(
                  "remove delivery.argocd.project; by default the project has the name of the"
                      + " mesh. Or name one that exists in delivery.argocd.existingProject"));
    }
  }
}
