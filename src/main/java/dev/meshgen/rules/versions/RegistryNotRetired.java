package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.RetiredRegistries;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * Istio is leaving the registries that Google pays for, and already publishes the charts of later
 * minors elsewhere (istio.io, "Retirement of GCP resources", 2026-08-21).
 */
final class RegistryNotRetired implements Rule {
  private static final String MIRROR =
      ", which has every version, or your own mirror of what `meshgen images` lists";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      checkCharts(cluster, context).ifPresent(report::add);
      checkHub(cluster, context).ifPresent(report::add);
    }
  }

  private static Optional<Diagnostic> checkHub(Cluster cluster, RuleContext context) {
    String hub = cluster.istio().images().hub();
    Optional<RetiredRegistries> registries =
        registries(cluster.istio().controlPlanes().get(0).version(), context);
    return registries
        .flatMap(known -> known.leftImages(hub))
        .flatMap(left -> left.getValue())
        .map(
            day ->
                retiring(hub, "images", day, cluster.origins().at("istio", "hub"), context)
                    .hinting("use " + registries.get().hub() + MIRROR));
  }

  private static Optional<Diagnostic> checkCharts(Cluster cluster, RuleContext context) {
    String charts = cluster.istio().charts().location();
    Span at = cluster.origins().at("istio", "charts");
    Optional<Diagnostic> leaving = Optional.empty();
    for (Revision control : cluster.istio().controlPlanes()) {
      Optional<RetiredRegistries> registries = registries(control.version(), context);
      var left = registries.flatMap(known -> known.leftCharts(charts));
      if (left.isEmpty()) {
        continue;
      }
      String wayOut =
          "use "
              + (cluster.istio().charts().areOci()
                  ? registries.get().oci()
                  : registries.get().http())
              + MIRROR;
      Optional<LocalDate> day = left.get().getValue();
      if (day.isEmpty()) {
        return Optional.of(notPublished(cluster, control).hinting(wayOut));
      }
      leaving = Optional.of(retiring(charts, "charts", day.get(), at, context).hinting(wayOut));
    }
    return leaving;
  }

  private static Optional<RetiredRegistries> registries(String version, RuleContext context) {
    return IstioVersion.parse(version)
        .flatMap(context.catalog()::find)
        .map(minor -> minor.registries());
  }

  private static Diagnostic notPublished(Cluster cluster, Revision control) {
    return Diagnostic.of(
            Code.CHARTS_NOT_PUBLISHED,
            cluster.origins().at("istio", "charts"),
            "charts of Istio \""
                + control.version()
                + "\" are not published at \""
                + cluster.istio().charts().location()
                + "\"")
        .relating(WrittenVersion.at(cluster, control), "the Istio version");
  }

  private static Diagnostic retiring(
      String where, String what, LocalDate day, Span at, RuleContext context) {
    boolean gone = !context.asOf().isBefore(day);
    String month = day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String message =
        "\""
            + where
            + (gone ? "\" was due for removal in " : "\" is due for removal in ")
            + month
            + " "
            + day.getYear();
    return Diagnostic.of(Code.REGISTRY_RETIRED, at, message)
        .expecting("a location that keeps Istio's " + what);
  }
}
