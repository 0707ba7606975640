package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.AvailableSince;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A remote secret that changes makes an istiod read its cluster again. Some stop before they start
 * again, and some patches do not start again at all.
 */
final class RotationsSurvived implements Rule {
  private static final String HITLESS = "hitlessRemoteSecretRotation";
  private static final int SHOWN = 5;

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
    TreeMap<String, List<String>> byVersion = new TreeMap<>();
    for (Cluster reader : context.topology().mesh().clusters()) {
      if (!reader.name().equals(cluster.name())
          && context.topology().discovery().discovered(reader).contains(cluster)) {
        reader.istio().controlPlanes().stream()
            .map(Revision::version)
            .filter(version -> losesEndpoints(version, context))
            .distinct()
            .forEach(
                version ->
                    byVersion
                        .computeIfAbsent(version, key -> new ArrayList<>())
                        .add(reader.name()));
      }
    }
    byVersion.forEach(
        (version, readers) -> report.add(warning(cluster, version, readers, context)));
  }

  private static boolean losesEndpoints(String written, RuleContext context) {
    return IstioVersion.parse(written)
        .flatMap(
            version ->
                context.catalog().find(version).map(minor -> !minor.has(HITLESS, version.patch())))
        .orElse(false);
  }

  /** A patch of the same minor, if one will do. */
  private static String later(String version, RuleContext context) {
    return IstioVersion.parse(version)
        .flatMap(context.catalog()::find)
        .filter(minor -> minor.has(HITLESS, minor.patches().newest()))
        .map(minor -> "Istio " + minor.line() + "." + minor.patches().newest() + " or newer")
        .orElseGet(() -> AvailableSince.feature(HITLESS, context));
  }

  private static Diagnostic warning(
      Cluster cluster, String version, List<String> readers, RuleContext context) {
    String more = readers.size() > SHOWN ? " and " + (readers.size() - SHOWN) + " more" : "";
    return Diagnostic.of(
            Code.ROTATION_DEFECT,
            CredentialsFetched.at(cluster, "keepGeneration"),
            "Istio "
                + version
                + " of "
                + String.join(", ", readers.subList(0, Math.min(SHOWN, readers.size())))
                + more
                + " does not take another token for \""
                + cluster.name()
                + "\" without a gap in its endpoints")
        .expecting(later(version, context))
        .hinting(
            "upgrade first, or rotate while little is sent to \""
                + cluster.name()
                + "\"; if its endpoints stay away, restart those istiods");
  }
}
