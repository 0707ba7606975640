package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds, in a user's raw values of one release, what the chart of that minor does not read, which
 * Helm silently ignores, and what makes the chart fail to render.
 */
public final class KnownValues {
  private final Chart chart;
  private final IstioMinor minor;
  private final ChartValues known;
  private final String inChart;
  private final List<Diagnostic> found = new ArrayList<>();

  private KnownValues(Chart chart, IstioMinor minor) {
    this.chart = chart;
    this.minor = minor;
    this.known = minor.values(chart);
    this.inChart = "chart \"" + chart.id() + "\" of Istio " + minor.line();
  }

  /**
   * {@link Code#VALUE_UNKNOWN}, {@link Code#VALUE_TYPE} and {@link Code#VALUE_REFUSED}, each at the
   * topmost wrong key.
   */
  public static List<Diagnostic> check(Chart chart, YamlMap values, IstioMinor minor) {
    KnownValues check = new KnownValues(chart, minor);
    check.mapping(values, List.of());
    return check.found;
  }

  private void mapping(YamlMap map, List<String> above) {
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      List<String> path = ValuePaths.child(above, field.getKey());
      if (above.isEmpty() && refuse(field.getKey(), field.getValue())) {
        continue;
      }
      entry(path, field.getValue());
    }
  }

  private void entry(List<String> path, YamlMap.Entry entry) {
    if (!isKnown(path)) {
      String subject = "value \"" + ValuePaths.print(path) + "\" is not ";
      String message = subject + (isMeshConfig(path) ? "a field of " : "read by ") + reader(path);
      found.add(
          Diagnostic.of(Code.VALUE_UNKNOWN, entry.keySpan(), message)
              .hinting(didYouMean(suggestion(path))));
    } else if (!isOfType(path, entry.value())) {
      found.add(wrongType(path, entry));
    } else if (entry.value() instanceof YamlMap map) {
      mapping(map, path);
    }
  }

  private boolean isMeshConfig(List<String> path) {
    return chart == Chart.ISTIOD
        && ValuePaths.targets(chart, path).stream()
            .anyMatch(target -> target.get(0).equals(ValuePaths.MESH_CONFIG));
  }

  private String reader(List<String> path) {
    return isMeshConfig(path) ? "the mesh configuration of Istio " + minor.line() : inChart;
  }

  private boolean isOfType(List<String> path, YamlNode value) {
    for (List<String> target : ValuePaths.targets(chart, path)) {
      if (known.knows(target)) {
        return known.type(target).accepts(value);
      }
    }
    return true;
  }

  private Diagnostic wrongType(List<String> path, YamlMap.Entry entry) {
    ValueType type =
        ValuePaths.targets(chart, path).stream()
            .filter(known::knows)
            .findFirst()
            .map(known::type)
            .orElseThrow();
    String message =
        "value \""
            + ValuePaths.print(path)
            + "\" is "
            + ValueType.describe(entry.value())
            + ", which "
            + reader(path)
            + " does not accept";
    return Diagnostic.of(Code.VALUE_TYPE, entry.keySpan(), message)
        .expecting(type.expected())
        .hinting(type.fix(entry.value()));
  }

  private boolean isKnown(List<String> path) {
    if (known.accepted().contains(path.get(0)) && !known.knows(path.subList(0, 1))) {
      return true; // the schema admits it so that one values file can serve several charts
    }
    List<List<String>> targets = ValuePaths.targets(chart, path);
    for (List<String> target : targets) {
      if (known.knows(target)) {
        return true;
      }
    }
    return targets.isEmpty();
  }

  /** Whether a root key makes the render fail, so that nothing else is reported about it. */
  private boolean refuse(String key, YamlMap.Entry entry) {
    String hint = "";
    String why;
    if (key.equals(ValuePaths.REFUSED) && !isEmpty(entry.value())) {
      why = "makes every Istio chart fail to render";
      hint = "set the fields below it without this prefix";
    } else if (known.strict() && !known.accepted().contains(key)) {
      why = "is refused by the schema of " + inChart;
      hint = didYouMean(DidYouMean.closest(key, known.accepted()));
    } else if (isBrokenScope(key, entry.value())) {
      why = "must be a mapping: " + inChart + " merges it into its root";
      hint = "write a mapping, or remove it";
    } else {
      return false;
    }
    String message = "value \"" + key + "\" " + why;
    found.add(Diagnostic.of(Code.VALUE_REFUSED, entry.keySpan(), message).hinting(hint));
    return true;
  }

  private boolean isBrokenScope(String key, YamlNode value) {
    boolean defaults = key.equals(ValuePaths.DEFAULTS);
    return !(value instanceof YamlMap)
        && (defaults || key.equals(ValuePaths.scope(chart)) && !isEmpty(value));
  }

  private static boolean isEmpty(YamlNode node) {
    if (node instanceof YamlMap map) {
      return map.entries().isEmpty();
    }
    return node instanceof YamlScalar scalar && scalar.value() == null;
  }

  private Optional<String> suggestion(List<String> path) {
    for (List<String> target : ValuePaths.targets(chart, path)) {
      Optional<String> closest = known.suggest(target);
      if (closest.isPresent()) {
        return closest.map(key -> beside(path, key));
      }
    }
    return path.size() == 1
        ? DidYouMean.closest(path.get(0), Set.of(ValuePaths.scope(chart)))
        : Optional.empty();
  }

  private static String beside(List<String> path, String key) {
    return ValuePaths.print(ValuePaths.child(path.subList(0, path.size() - 1), key));
  }

  private static String didYouMean(Optional<String> suggestion) {
    return suggestion.map(DidYouMean::question).orElse("remove it");
  }
}
