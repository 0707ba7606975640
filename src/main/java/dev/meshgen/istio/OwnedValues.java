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
  private final List<Found> found = new ArrayList<>();

  /**
   * A value of the compiler that raw values set or would remove.
   *
   * @param subject the value in the user's spelling, for a message
   * @param written the value at exactly the path of the owned one; empty otherwise
   */
  record Found(OwnedValue value, String subject, Optional<YamlNode> written, Diagnostic problem) {

    /** Empty where the value is not owned in this mesh. */
    Optional<Diagnostic> judge(MeshFacts facts) {
      if (!facts.holds(value.when())) {
        return Optional.empty();
      }
      return Optional.of(
          written.filter(node -> value.isSame(node, facts)).isPresent() ? repeated() : problem);
    }

    private Diagnostic repeated() {
      return Diagnostic.of(
              Code.VALUE_REPEATED, problem.at(), subject + " equals the value set by meshgen")
          .hinting(wayOut(value));
    }
  }

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
    return find(chart, release, values, minor).stream()
        .flatMap(found -> found.judge(MeshFacts.NONE).stream())
        .toList();
  }

  /** Each owned value that raw values touch. */
  static List<Found> find(Chart chart, String release, YamlMap values, IstioMinor minor) {
    List<OwnedValue> owned = new ArrayList<>();
    for (OwnedValue value : ValueClasses.of(release).owned()) {
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
      boolean whole = targets.contains(set.get().path());
      refuse(
          entry.keySpan(),
          ValuePaths.print(path),
          set.get(),
          whole ? Optional.of(entry.value()) : Optional.empty());
    } else if (entry.value() instanceof YamlMap map) {
      mapping(map, path);
    } else {
      lostBelow(targets).ifPresent(lost -> wipe(path, entry, lost));
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
                  refuse(name.span(), where, value, map.get("value"));
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

  private void refuse(Span at, String path, OwnedValue value, Optional<YamlNode> written) {
    String subject = "value \"" + path + "\" of release \"" + release + "\"";
    Diagnostic problem =
        Diagnostic.of(Code.VALUE_OWNED, at, subject + " is owned by meshgen: " + value.reason())
            .hinting(wayOut(value));
    found.add(new Found(value, subject, written, problem));
  }

  private static String wayOut(OwnedValue value) {
    String plain =
        value.instead().isEmpty()
            ? "remove it; meshgen sets what is needed"
            : "remove it; " + value.instead() + " decides it";
    return value.hint().orElse(plain);
  }

  private void wipe(List<String> path, YamlMap.Entry entry, OwnedValue lost) {
    String subject = "value \"" + ValuePaths.print(path) + "\" of release \"" + release + "\"";
    String message =
        subject + " would remove \"" + ValuePaths.print(lost.path()) + "\": " + lost.reason();
    Diagnostic problem =
        Diagnostic.of(Code.VALUE_OWNED, entry.keySpan(), message)
            .expecting("a mapping")
            .hinting("set only the fields to change, one by one");
    found.add(new Found(lost, subject, Optional.empty(), problem));
  }
}
