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
import java.util.function.Predicate;

/**
 * Compares the environment variables in a user's raw values with those that the istiod of one
 * version reads. istiod silently ignores any other.
 */
public final class IstiodVariables {
  private static final List<String> ENV = List.of("env");
  private static final List<String> ENV_FROM = List.of("envVarFrom");
  private static final List<String> KEYS =
      List.of("env", "envVarFrom", ValuePaths.scope(Chart.ISTIOD), ValuePaths.DEFAULTS);

  private final VariableCheck check;
  private final Optional<YamlScalar> compatibility;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Span> read = new ArrayList<>();

  private IstiodVariables(VariableCheck check, Optional<YamlScalar> compatibility) {
    this.check = check;
    this.compatibility = compatibility;
  }

  /**
   * The result of a check.
   *
   * @param problems {@link Code#VARIABLE_GONE}, {@link Code#VARIABLE_UNKNOWN} and {@link
   *     Code#VARIABLE_OVERRULED}, each at its variable
   * @param read positions of variables that it reads
   */
  public record Found(List<Diagnostic> problems, List<Span> read) {}

  /**
   * The parts of raw values of the release istiod that {@link #check} looks at: equal parts give
   * equal results. Empty, as for most clusters, when they cannot contain a variable.
   */
  public static List<YamlNode> parts(YamlMap values) {
    List<YamlNode> parts = new ArrayList<>();
    for (String key : KEYS) {
      values.get(key).ifPresent(parts::add);
    }
    if (!parts.isEmpty()) {
      CompatibilityVersion.of(values).ifPresent(parts::add);
    }
    return parts;
  }

  /** Checks the raw values of the release istiod against a version that the catalog knows. */
  public static Found check(YamlMap values, IstioVersion version, IstioCatalog catalog) {
    IstioMinor minor = catalog.find(version).orElseThrow();
    IstiodVariables variables =
        new IstiodVariables(
            new VariableCheck(minor, version.patch(), catalog),
            CompatibilityVersion.of(values)
                .filter(written -> CompatibilityVersion.isKnown(written, minor)));
    variables.mapping(values, List.of());
    return new Found(variables.problems, variables.read);
  }

  private void mapping(YamlMap map, List<String> above) {
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      List<String> path = ValuePaths.child(above, field.getKey());
      YamlNode value = field.getValue().value();
      List<List<String>> targets = ValuePaths.targets(Chart.ISTIOD, path);
      if (targets.contains(ENV) && value instanceof YamlMap env) {
        environment(path, env);
      } else if (targets.contains(ENV_FROM) && value instanceof YamlList list) {
        references(path, list);
      } else if (targets.isEmpty() && value instanceof YamlMap below) {
        mapping(below, path);
      }
    }
  }

  private void environment(List<String> path, YamlMap env) {
    for (Map.Entry<String, YamlMap.Entry> field : env.entries().entrySet()) {
      String name = field.getKey();
      variable(name, ValuePaths.print(ValuePaths.child(path, name)), field.getValue().keySpan());
      if (path.equals(ENV)) {
        overruled(name, field.getValue()).ifPresent(problems::add);
      }
    }
  }

  private void references(List<String> path, YamlList list) {
    for (YamlNode item : list.items()) {
      if (item instanceof YamlMap map && map.get("name").orElse(null) instanceof YamlScalar name) {
        variable(name.text(), ValuePaths.print(path) + "[" + name.text() + "]", name.span());
      }
    }
  }

  private void variable(String name, String where, Span at) {
    Optional<Diagnostic> problem = check.problem(name, where, at);
    problem.ifPresentOrElse(problems::add, () -> read.add(at));
  }

  /**
   * The chart merges what a compatibility version sets below {@code pilot} over the root (istio
   * {@code istio-discovery/templates/zzy_descope_legacy.yaml}), the user's {@code env} included.
   */
  private Optional<Diagnostic> overruled(String name, YamlMap.Entry entry) {
    Optional<String> set =
        compatibility.flatMap(written -> check.setBy(written.text(), name)).filter(differs(entry));
    return set.map(
        value ->
            Diagnostic.of(
                    Code.VARIABLE_OVERRULED,
                    entry.keySpan(),
                    "value \"env." + name + "\" is overruled: compatibilityVersion sets " + value)
                .hinting("set \"pilot.env." + name + "\", which wins over both")
                .relating(compatibility.get().span(), "the compatibilityVersion"));
  }

  private static Predicate<String> differs(YamlMap.Entry entry) {
    return value -> !(entry.value() instanceof YamlScalar scalar && scalar.text().equals(value));
  }
}
