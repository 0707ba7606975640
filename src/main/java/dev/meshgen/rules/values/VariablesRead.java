package dev.meshgen.rules.values;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.IstiodVariables;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * istiod silently ignores a variable that it does not read. A variable for several istiods is fine
 * while one of them reads it: during an upgrade between two minors it must be there.
 */
final class VariablesRead implements Rule {
  /** What a check depends on: a thousand clusters that inherit the same need one. */
  private record Checked(String version, List<YamlNode> parts) {}

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Set<Checked> checked = new HashSet<>();
    List<Diagnostic> problems = new ArrayList<>();
    Set<Span> read = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      YamlMap values = cluster.istio().values().get(Chart.ISTIOD.release());
      List<YamlNode> parts = values == null ? List.of() : IstiodVariables.parts(values);
      if (parts.isEmpty()) {
        continue;
      }
      for (Revision control : cluster.istio().controlPlanes()) {
        Optional<IstioVersion> version =
            IstioVersion.parse(control.version())
                .filter(parsed -> context.catalog().find(parsed).isPresent());
        if (version.isPresent() && checked.add(new Checked(control.version(), parts))) {
          IstiodVariables.Found found =
              IstiodVariables.check(values, version.get(), context.catalog());
          problems.addAll(found.problems());
          read.addAll(found.read());
        }
      }
    }
    Set<Span> reported = new HashSet<>();
    for (Diagnostic problem : problems) {
      boolean overruled = problem.code() == Code.VARIABLE_OVERRULED;
      if ((overruled || !read.contains(problem.at())) && reported.add(problem.at())) {
        report.add(problem);
      }
    }
  }
}
