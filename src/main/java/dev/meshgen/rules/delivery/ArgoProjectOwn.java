package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * The AppProject is generated, and admits only what the mesh needs. Argo CD's own project {@code
 * default} would be restricted to that, and with it every other Application of the hub.
 */
final class ArgoProjectOwn implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.delivery() instanceof Delivery.ArgoCd argocd && argocd.project().equals("default")) {
      report.add(
          Diagnostic.of(
                  Code.PROJECT_NOT_OWN,
                  mesh.origins().at("spec", "delivery", "argocd", "project"),
                  "project \"default\" belongs to Argo CD, and would be replaced")
              .expecting("a project for this mesh alone")
              .hinting("remove argocd.project; by default the project has the name of the mesh"));
    }
  }
}
