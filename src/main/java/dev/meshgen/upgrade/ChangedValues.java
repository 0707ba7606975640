package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.CompatibilityVersion;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.IstiodVariables;
import dev.meshgen.istio.KnownValues;
import dev.meshgen.istio.OwnedValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.upgrade.VersionHop.Note;
import dev.meshgen.upgrade.VersionHop.Topic;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Raw values that the new version treats differently. */
final class ChangedValues {
  private final IstioCatalog catalog;

  private ChangedValues(IstioCatalog catalog) {
    this.catalog = catalog;
  }

  /** One note for each, wherever clusters share it. */
  static List<Note> notes(IstioCatalog catalog, List<Cluster> moving, IstioVersion to) {
    ChangedValues changed = new ChangedValues(catalog);
    Set<Diagnostic> all = new TreeSet<>();
    Set<YamlMap> seen = new HashSet<>();
    for (Cluster cluster : moving) {
      IstioVersion from = SpecVersions.of(cluster.istio().version());
      for (Map.Entry<String, YamlMap> release : cluster.istio().values().entrySet()) {
        if (seen.add(release.getValue())) {
          List<Diagnostic> after = changed.problems(release.getKey(), release.getValue(), to);
          changed
              .problems(release.getKey(), release.getValue(), from)
              .forEach(before -> after.removeIf(found -> isSame(before, found)));
          all.addAll(after);
        }
      }
    }
    return all.stream().map(ChangedValues::note).toList();
  }

  private static boolean isSame(Diagnostic before, Diagnostic after) {
    return before.code() == after.code() && before.at().equals(after.at());
  }

  private List<Diagnostic> problems(String release, YamlMap values, IstioVersion version) {
    Chart chart = Chart.ofRelease(release).orElseThrow();
    IstioMinor minor = catalog.find(version).orElseThrow();
    List<Diagnostic> problems = new ArrayList<>(OwnedValues.check(chart, release, values, minor));
    problems.addAll(KnownValues.check(chart, values, minor));
    CompatibilityVersion.check(chart, values, minor).ifPresent(problems::add);
    if (chart == Chart.ISTIOD) {
      problems.addAll(IstiodVariables.check(values, version, catalog).problems());
    }
    // What a later one reads is meant for it.
    problems.removeIf(found -> found.code() == Code.VARIABLE_UNKNOWN);
    return problems;
  }

  private static Note note(Diagnostic found) {
    return new Note(
        Topic.VALUE,
        found.message(),
        found.hint().isEmpty() ? found.expected() : found.hint(),
        Optional.of(found.at()));
  }
}
