package dev.meshgen.rules.values;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.ClassifiedValues;
import dev.meshgen.istio.CompatibilityVersion;
import dev.meshgen.istio.ImageValues;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.KnownValues;
import dev.meshgen.istio.MeshFacts;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Raw Helm values come after meshgen's own and win. So values that the mesh depends on are refused,
 * values of the wrong type, too, and values that no chart reads get a warning, since Helm ignores
 * them silently.
 */
final class HelmValues implements Rule {
  /** What a check depends on: a thousand clusters that inherit the same values need one. */
  private record Checked(String release, String version, YamlMap values) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Checked that
          && release.equals(that.release)
          && version.equals(that.version)
          && values.equals(that.values);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * release.hashCode() + version.hashCode()) + values.hashCode();
    }
  }

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<Checked, ClassifiedValues> checked = new HashMap<>();
    ValueFacts facts = new ValueFacts(context.topology());
    Judged judged = new Judged();
    for (Cluster cluster : mesh.clusters()) {
      for (Revision control : cluster.istio().controlPlanes()) {
        IstioVersion.parse(control.version())
            .flatMap(context.catalog()::find)
            .ifPresent(
                minor -> {
                  List<ClassifiedValues> classified =
                      check(cluster, control.version(), minor, checked, report);
                  if (!classified.isEmpty()) {
                    MeshFacts known = facts.of(cluster, control);
                    classified.forEach(values -> judged.addAll(values.judge(known)));
                  }
                });
      }
    }
    report.addAll(judged.found());
  }

  /** Reports what is the same in all clusters, and returns what is not. */
  private static List<ClassifiedValues> check(
      Cluster cluster,
      String version,
      IstioMinor minor,
      Map<Checked, ClassifiedValues> checked,
      Report report) {
    List<ClassifiedValues> classified = new ArrayList<>();
    for (Map.Entry<String, YamlMap> release : cluster.istio().values().entrySet()) {
      String key = release.getKey();
      YamlMap values = release.getValue();
      // The schema admits the releases that are installed, and no others.
      Chart chart = Chart.ofRelease(key).orElseThrow();
      ClassifiedValues found =
          checked.computeIfAbsent(
              new Checked(key, version, values),
              first -> {
                report.addAll(problems(chart, values, minor, version));
                return ClassifiedValues.of(chart, key, values, minor);
              });
      if (!found.isEmpty()) {
        classified.add(found);
      }
    }
    return classified;
  }

  private static List<Diagnostic> problems(
      Chart chart, YamlMap values, IstioMinor minor, String version) {
    List<Diagnostic> problems = new ArrayList<>(KnownValues.check(chart, values, minor));
    problems.addAll(ImageValues.check(chart, values, version));
    CompatibilityVersion.check(chart, values, minor).ifPresent(problems::add);
    return problems;
  }

  /** One problem of a kind at each place, and no note where there is an error. */
  private static final class Judged {
    private final Set<Span> errors = new HashSet<>();
    private final Map<Span, Map<Code, Diagnostic>> found = new HashMap<>();

    void addAll(List<Diagnostic> diagnostics) {
      for (Diagnostic each : diagnostics) {
        found.computeIfAbsent(each.at(), at -> new HashMap<>()).putIfAbsent(each.code(), each);
        if (each.severity() == Severity.ERROR) {
          errors.add(each.at());
        }
      }
    }

    List<Diagnostic> found() {
      return found.values().stream()
          .flatMap(byCode -> byCode.values().stream())
          .filter(each -> each.severity() != Severity.NOTE || !errors.contains(each.at()))
          .toList();
    }
  }
}
