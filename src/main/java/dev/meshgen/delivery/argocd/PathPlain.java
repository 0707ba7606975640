package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.rules.delivery.DeliveryPath;
import dev.meshgen.spec.TypedFields;

/** Argo CD compares the folder with the paths of a commit, which never begin with {@code ./}. */
final class PathPlain implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    String written =
        new TypedFields(mesh.delivery(ArgoCdSettings.KEY).orElseThrow().settings().root())
            .text("path")
            .orElseThrow();
    if (written.startsWith("./")) {
      report.add(
          DeliveryPath.refused(
              written, ".", mesh.delivery(ArgoCdSettings.KEY).orElseThrow().settings().at("path")));
    }
  }
}
