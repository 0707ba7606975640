package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;

/**
 * A remote secret that changes makes an istiod read its cluster again. Some stop before they start
 * again, and some patches do not start again at all.
 */
final class RotationsSurvived implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.kubernetes().reader().kept().isPresent()
          && context.topology().discovery().isDiscovered(cluster)) {
        check(cluster, context, report);
      }
    }
  }

  private static void check(Cluster cluster, RuleContext context, Report report) {
    HitlessRotation.losing(
            context.topology().mesh().clusters().stream()
                .filter(reader -> !reader.name().equals(cluster.name()))
                .filter(
                    reader -> context.topology().discovery().discovered(reader).contains(cluster)),
            context)
        .forEach((version, readers) -> report.add(warning(cluster, version, readers, context)));
  }

  private static Diagnostic warning(
      Cluster cluster, String version, List<String> readers, RuleContext context) {
    return Diagnostic.of(
            Code.ROTATION_DEFECT,
            CredentialsFetched.at(cluster, "keepGeneration"),
            "Istio "
                + version
                + " of "
                + HitlessRotation.names(readers)
                + " cannot load another token for \""
                + cluster.name()
                + "\" without a gap in its endpoints")
        .concerning(cluster.name())
        .expecting(HitlessRotation.later(version, context))
        .hinting(
            "upgrade first, or rotate while little is sent to \""
                + cluster.name()
                + "\"; if its endpoints stay missing, restart those istiods");
  }
}
