package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Raw values of which the mesh does not work with everything that the chart takes. */
final class CheckedValues {
  private CheckedValues() {}

  /** One of them, as it is written. */
  record Found(String release, CheckedValue value, WrittenValue written) {

    /** {@link Code#VALUE_UNFIT} or {@link Code#SELECTORS_LEAVE_OUT}, if it does not work. */
    Optional<Diagnostic> judge(MeshFacts facts) {
      YamlNode node = written.entry().value();
      if (!facts.holds(value.when())
          || node instanceof YamlScalar scalar && scalar.value() == null) {
        return Optional.empty();
      }
      List<String> words = facts.resolve(value.words());
      return switch (value.check()) {
        case CONTAINS ->
            unlessFit(
                !(node instanceof YamlList list) || list.items().isEmpty() || has(list, words),
                "a list with one of \"" + String.join("\", \"", words) + "\"");
        case EXCLUDES ->
            unlessFit(
                !(node instanceof YamlScalar scalar) || excludesNone(scalar.text(), words),
                "none of \"" + String.join("\", \"", words) + "\"");
        case LACKS ->
            unlessFit(
                !(node instanceof YamlScalar scalar)
                    || words.stream().noneMatch(scalar.text()::contains),
                "no " + String.join(", ", words));
        case SHARES ->
            unlessFit(
                !(node instanceof YamlList list) || ClusterLocal.shares(list, words),
                "the hosts of single services or namespaces");
        case SELECTS -> node instanceof YamlList list ? selects(list, facts) : Optional.empty();
        case ELSEWHERE -> Optional.empty();
      };
    }

    private boolean has(YamlList list, List<String> words) {
      for (YamlNode item : list.items()) {
        YamlNode compared = item instanceof YamlMap map ? map.get(value.key()).orElse(null) : item;
        if (compared instanceof YamlScalar scalar && words.contains(scalar.text())) {
          return true;
        }
      }
      return false;
    }

    /** Patterns as istiod takes them: a whole name, or {@code *.} and how it ends. */
    private static boolean excludesNone(String patterns, List<String> names) {
      for (String pattern : patterns.split(",", -1)) {
        String trimmed = pattern.trim();
        boolean group = trimmed.startsWith("*.");
        for (String name : names) {
          if (group ? name.endsWith(trimmed.substring(2)) : name.equals(trimmed)) {
            return false;
          }
        }
      }
      return true;
    }

    private Optional<Diagnostic> unlessFit(boolean fit, String expected) {
      return fit
          ? Optional.empty()
          : Optional.of(
              Diagnostic.of(
                      Code.VALUE_UNFIT,
                      written.entry().keySpan(),
                      subject() + " does not work in this mesh: " + value.reason())
                  .expecting(expected)
                  .hinting("remove it, or set the expected value"));
    }

    private Optional<Diagnostic> selects(YamlList list, MeshFacts facts) {
      for (MeshFacts.LabelledNamespace each : facts.namespaces()) {
        if (!NamespaceSelectors.select(list, each.labels())) {
          return Optional.of(leftOut(each.cluster(), each.name()));
        }
      }
      return Optional.empty();
    }

    private Diagnostic leftOut(String cluster, String namespace) {
      return Diagnostic.of(
              Code.SELECTORS_LEAVE_OUT,
              written.entry().keySpan(),
              subject()
                  + " leaves out the namespace \""
                  + namespace
                  + "\" of cluster \""
                  + cluster
                  + "\": "
                  + value.reason())
          .expecting("a selector that matches it in every cluster that istiod discovers")
          .hinting("add {matchLabels: {kubernetes.io/metadata.name: " + namespace + "}}");
    }

    private String subject() {
      return "value \"" + ValuePaths.print(written.path()) + "\" of release \"" + release + "\"";
    }
  }

  static List<Found> find(String release, List<WrittenValue> values) {
    List<Found> found = new ArrayList<>();
    for (WrittenValue written : values) {
      for (CheckedValue checked : ValueClasses.of(release).checked()) {
        if (written.sets(checked.path()) && !isPointless(checked, values)) {
          found.add(new Found(release, checked, written));
        }
      }
    }
    return found;
  }

  private static boolean isPointless(CheckedValue checked, List<WrittenValue> values) {
    return values.stream().anyMatch(each -> checked.unless().stream().anyMatch(each::sets));
  }
}
