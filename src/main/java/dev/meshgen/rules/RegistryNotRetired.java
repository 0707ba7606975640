package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.time.LocalDate;
import java.util.List;

/**
 * Istio leaves the registries that Google pays for at the end of 2026, and publishes the charts of
 * later minors elsewhere already (istio.io, "Retirement of GCP resources", 2026-08-21).
 */
final class RegistryNotRetired implements Rule {
  /** A feature of the minors whose charts were never published where the older ones were. */
  static final String CHARTS_MOVED = "chartsMoved";

  private static final String MIRROR = "; `meshgen images` lists what a mirror of your own needs";

  private static final LocalDate REMOVAL = LocalDate.of(2026, 12, 1);
  private static final List<String> OLD_CHARTS =
      List.of("https://istio-release.storage.googleapis.com/charts", "oci://gcr.io/istio-release");
  private static final List<String> RETIRING_CHARTS =
      List.of(OLD_CHARTS.get(0), OLD_CHARTS.get(1), "oci://registry.istio.io/release");
  private static final List<String> RETIRING_HUBS =
      List.of("gcr.io/istio-release", "registry.istio.io/release");

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      checkCharts(cluster, context, report);
      String hub = cluster.istio().hub();
      if (isBelow(hub, RETIRING_HUBS)) {
        report.add(
            retiring(hub, "images", cluster.origins().at("istio", "hub"), context)
                .hinting("docker.io/istio has every version" + MIRROR));
      }
    }
  }

  private static void checkCharts(Cluster cluster, Context context, Report report) {
    String charts = cluster.istio().charts();
    Span at = cluster.origins().at("istio", "charts");
    String wayOut =
        charts.startsWith("oci:")
            ? "oci://ghcr.io/istio/release/charts has every version" + MIRROR
            : "https://blob.istio.io/istio-release/charts has every version" + MIRROR;
    if (isBelow(charts, OLD_CHARTS) && chartsMoved(cluster, context)) {
      report.add(
          Diagnostic.of(
                  Code.CHARTS_NOT_PUBLISHED,
                  at,
                  "the charts of Istio \""
                      + cluster.istio().version()
                      + "\" are not published at \""
                      + charts
                      + "\"")
              .hinting(wayOut)
              .relating(cluster.origins().at("istio", "version"), "the version that is asked for"));
    } else if (isBelow(charts, RETIRING_CHARTS)) {
      report.add(retiring(charts, "charts", at, context).hinting(wayOut));
    }
  }

  private static boolean chartsMoved(Cluster cluster, Context context) {
    return IstioVersion.parse(cluster.istio().version())
        .flatMap(
            version ->
                context
                    .catalog()
                    .find(version)
                    .map(minor -> minor.has(CHARTS_MOVED, version.patch())))
        .orElse(false);
  }

  private static Diagnostic retiring(String where, String what, Span at, Context context) {
    boolean gone = !context.asOf().isBefore(REMOVAL);
    String message =
        "\""
            + where
            + (gone ? "\" was to be removed in " : "\" will be removed in ")
            + "December 2026";
    return Diagnostic.of(Code.REGISTRY_RETIRED, at, message)
        .expecting("a location that keeps Istio's " + what);
  }

  private static boolean isBelow(String location, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (location.equals(prefix) || location.startsWith(prefix + "/")) {
        return true;
      }
    }
    return false;
  }
}
