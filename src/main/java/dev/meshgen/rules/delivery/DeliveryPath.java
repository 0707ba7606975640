package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * Engines use the folder as it is written, append to it, and compare it with the paths that a
 * commit changed. So it must be inside the repository, and have only one spelling.
 */
final class DeliveryPath implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    String engine = mesh.delivery() instanceof Delivery.ArgoCd ? "argocd" : "flux";
    Span at = mesh.origins().at("spec", "delivery", engine, "path");
    String path = mesh.delivery().path();
    if (path.equals(".")) {
      return;
    }
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..") || segment.equals(".") || segment.equals(".git")) {
        report.add(
            Diagnostic.of(
                    Code.DELIVERY_PATH,
                    at,
                    "path \"" + path + "\" contains the segment \"" + segment + "\"")
                .expecting(
                    "a folder relative to the root of the repository, such as rendered, or . for"
                        + " the root"));
      }
    }
  }
}
