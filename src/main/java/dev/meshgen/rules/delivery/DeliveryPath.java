package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/**
 * Engines use the folder as it is written, append to it, and compare it with the paths that a
 * commit changed. So it must be inside the repository, and have only one spelling.
 */
public final class DeliveryPath implements Rule {
  private static final List<String> REFUSED = List.of("..", ".", ".git");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    mesh.deliveries().forEach(delivery -> check(delivery, report));
  }

  private static void check(Delivery delivery, Report report) {
    String path = delivery.path();
    if (path.equals(".")) {
      return;
    }
    for (String segment : path.split("/", -1)) {
      if (REFUSED.contains(segment)) {
        report.add(refused(path, segment, delivery.settings().at("path")));
      }
    }
  }

  /** What there is to say of a segment that a path must not have. */
  public static Diagnostic refused(String path, String segment, Span at) {
    return Diagnostic.of(
            Code.DELIVERY_PATH,
            at,
            "path \"" + path + "\" contains the segment \"" + segment + "\"")
        .expecting(
            "a folder relative to the root of the repository, such as rendered, or . for the root");
  }
}
