package dev.meshgen.rules.values;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.CompatibilityVersion;
import dev.meshgen.istio.ImageValues;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.KnownValues;
import dev.meshgen.istio.OwnedValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Raw Helm values come after meshgen's own and win. So values that the mesh depends on are refused,
 * and values that no chart reads get a warning, since Helm ignores them silently.
 */
final class HelmValues implements Rule {
  /** What a check depends on: a thousand clusters that inherit the same values need one. */
  private record Checked(String release, String version, YamlMap values) {}

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<Checked> checked = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        IstioVersion.parse(control.version())
            .flatMap(context.catalog()::find)
            .ifPresent(minor -> check(cluster, control.version(), minor, checked, report));
      }
    }
  }

  private static void check(
      Cluster cluster, String version, IstioMinor minor, Set<Checked> checked, Report report) {
    for (Map.Entry<String, YamlMap> release : cluster.istio().values().entrySet()) {
      YamlMap values = release.getValue();
      if (checked.add(new Checked(release.getKey(), version, values))) {
        report.addAll(problems(release.getKey(), values, minor, version));
      }
    }
  }

  private static List<Diagnostic> problems(
      String release, YamlMap values, IstioMinor minor, String version) {
    // The schema admits the releases that are installed, and no others.
    Chart chart = Chart.ofRelease(release).orElseThrow();
    List<Diagnostic> problems = new ArrayList<>(OwnedValues.check(chart, release, values, minor));
    problems.addAll(KnownValues.check(chart, values, minor));
    problems.addAll(ImageValues.check(chart, values, version));
    CompatibilityVersion.check(chart, values, minor).ifPresent(problems::add);
    return problems;
  }
}
