package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Advisory;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Patches with known multicluster defects: one warning for each defect. */
final class IstioKnownBad implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<WrittenVersion, List<Cluster>> users = new LinkedHashMap<>();
    for (Cluster cluster : mesh.clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        WrittenVersion written =
            new WrittenVersion(control.version(), WrittenVersion.at(cluster, control));
        users.computeIfAbsent(written, key -> new ArrayList<>()).add(cluster);
      }
    }
    users.forEach((written, clusters) -> check(written, clusters, context, report));
  }

  private static void check(
      WrittenVersion written, List<Cluster> clusters, RuleContext context, Report report) {
    Optional<IstioVersion> version = IstioVersion.parse(written.text());
    Optional<IstioMinor> minor = version.flatMap(context.catalog()::find);
    if (minor.isPresent()) {
      for (Advisory advisory : minor.get().advisoriesFor(version.get().patch())) {
        if (touches(advisory, context.topology(), clusters)) {
          report.add(warning(written, minor.get(), advisory));
        }
      }
    }
  }

  private static boolean touches(Advisory advisory, Topology topology, List<Cluster> clusters) {
    for (Cluster cluster : clusters) {
      if (topology.concerns(advisory.concerns(), cluster)) {
        return true;
      }
    }
    return false;
  }

  private static Diagnostic warning(WrittenVersion written, IstioMinor minor, Advisory advisory) {
    String source = advisory.upstream().isEmpty() ? "" : " (" + advisory.upstream() + ")";
    Diagnostic found =
        Diagnostic.of(
            Code.ISTIO_KNOWN_BAD,
            written.at(),
            "Istio \"" + written.text() + "\": " + advisory.summary() + source);
    return advisory.fixedIn().isPresent()
        ? found.expecting(minor.line() + "." + advisory.fixedIn().getAsInt() + " or later")
        : found.hinting("consider another minor: no patch of " + minor.line() + " fixes it");
  }
}
