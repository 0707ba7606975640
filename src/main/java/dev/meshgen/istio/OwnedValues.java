package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds, in a user's raw values of one release, what only the compiler may set, in every spelling;
 * and what would remove a value of the compiler without naming it.
 *
 * <p>Raw values are a second values file: where it has null, a scalar or a list, Helm drops a whole
 * mapping of the first.
 */
public final class OwnedValues {
  private static final List<String> ENV_FROM = List.of("envVarFrom");

  private final Chart chart;
  private final String release;
  private final List<OwnedValue> owned;
  private final List<Diagnostic> found = new ArrayList<>();

  private OwnedValues(Chart chart, String release, List<OwnedValue> owned) {
    this.chart = chart;
    this.release = release;
    this.owned = owned;
  }

  /**
   * One {@link Code#VALUE_OWNED} at each offending key; what the minor's chart does not read is not
   * owned.
   */
  public static List<Diagnostic> check(Chart chart, YamlMap values, IstioMinor minor) {
    return check(chart, chart.release(), values, minor);
  }

  /** The same for a release that is not the usual one of its chart. */
  public static List<Diagnostic> check(
      Chart chart, String release, YamlMap values, IstioMinor minor) {
    List<OwnedValue> owned = new ArrayList<>();
    for (OwnedValue value : OwnedValue.of(chart, release)) {
      if (minor.values(chart).knows(value.path())) {
        owned.add(value);
      }
    }
    OwnedValues check = new OwnedValues(chart, release, owned);
    check.mapping(values, List.of());
    return check.found;
  }

  private void mapping(YamlMap map, List<String> above) {
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      entry(ValuePaths.child(above, field.getKey()), field.getValue());
    }
  }

  private void entry(List<String> path, YamlMap.Entry entry) {
    List<List<String>> targets = ValuePaths.targets(chart, path);
    Optional<OwnedValue> set = ownerOf(targets);
    if (set.isPresent()) {
      found.add(refusal(entry.keySpan(), ValuePaths.print(path), set.get()));
    } else if (entry.value() instanceof YamlMap map) {
      mapping(map, path);
    } else {
      lostBelow(targets).ifPresent(lost -> found.add(wipe(path, entry, lost)));
      if (targets.contains(ENV_FROM) && entry.value() instanceof YamlList list) {
        variables(path, list);
      }
    }
  }

  /** {@code envVarFrom} sets environment variables too: a list of what a container's env takes. */
  private void variables(List<String> path, YamlList list) {
    for (YamlNode item : list.items()) {
      if (item instanceof YamlMap map && map.get("name").orElse(null) instanceof YamlScalar name) {
        ownerOf(List.of(List.of("env", name.text())))
            .ifPresent(
                value -> {
                  String where = ValuePaths.print(path) + "[" + name.text() + "]";
                  found.add(refusal(name.span(), where, value));
                });
      }
    }
  }

  private Optional<OwnedValue> ownerOf(List<List<String>> targets) {
    for (List<String> target : targets) {
      for (OwnedValue value : owned) {
        if (value.covers(target)) {
          return Optional.of(value);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<OwnedValue> lostBelow(List<List<String>> targets) {
    for (List<String> target : targets) {
      for (OwnedValue value : owned) {
        if (value.isBelow(target)) {
          return Optional.of(value);
        }
      }
    }
    return Optional.empty();
  }

  private Diagnostic refusal(Span at, String path, OwnedValue value) {
    String subject = "value \"" + path + "\" of release \"" + release + "\"";
    return Diagnostic.of(Code.VALUE_OWNED, at, subject + " is owned by meshgen: " + value.reason())
        .hinting(wayOut(value));
  }

  private static String wayOut(OwnedValue value) {
    return value.instead().isEmpty()
        ? "remove it; meshgen sets what is needed"
        : "remove it; " + value.instead() + " decides it";
  }

  private Diagnostic wipe(List<String> path, YamlMap.Entry entry, OwnedValue lost) {
    String subject = "value \"" + ValuePaths.print(path) + "\" of release \"" + release + "\"";
    String message =
        subject + " would remove \"" + ValuePaths.print(lost.path()) + "\": " + lost.reason();
    return Diagnostic.of(Code.VALUE_OWNED, entry.keySpan(), message)
        .expecting("a mapping")
        .hinting("set only the fields to change, one by one");
  }
}
