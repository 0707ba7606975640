package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.SailOperator;
import dev.meshgen.istio.SailResource;
import dev.meshgen.istio.SailValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The Sail Operator installs only the versions built into it, with the values that its resources
 * define.
 */
final class SailInstalls implements Rule {
  private static final Map<Chart, SailResource> RESOURCES =
      Map.of(
          Chart.BASE, SailResource.ISTIO,
          Chart.ISTIOD, SailResource.ISTIO,
          Chart.CNI, SailResource.CNI,
          Chart.ZTUNNEL, SailResource.ZTUNNEL);

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.istio().install() == Install.SAIL) {
        for (Revision control : cluster.istio().controlPlanes()) {
          checkVersion(cluster, control, report);
        }
        checkValues(cluster, report);
      }
    }
  }

  private static void checkVersion(Cluster cluster, Revision control, Report report) {
    Optional<IstioVersion> version = IstioVersion.parse(control.version());
    if (version.isEmpty()) {
      return;
    }
    SailOperator operator = SailOperator.builtIn();
    OptionalInt newest = operator.newestPatch(version.get().line());
    boolean installs =
        newest.isPresent()
            && version.get().patch() <= newest.getAsInt()
            && version.get().suffix().isEmpty();
    if (!installs) {
      report.add(
          Diagnostic.of(
                  Code.SAIL_VERSION,
                  WrittenVersion.at(cluster, control),
                  "the Sail Operator "
                      + operator.version()
                      + " does not install Istio "
                      + version.get())
              .expecting(
                  newest.isPresent()
                      ? "at most " + version.get().line() + "." + newest.getAsInt()
                      : "a minor that it installs")
              .hinting(
                  "check that your operator installs it, or the API server refuses the resource"));
    }
  }

  private static void checkValues(Cluster cluster, Report report) {
    cluster
        .istio()
        .values()
        .forEach(
            (release, values) -> {
              SailResource resource = Chart.ofRelease(release).map(RESOURCES::get).orElse(null);
              if (resource != null) {
                report.addAll(SailValues.check(resource, values));
              }
            });
  }
}
