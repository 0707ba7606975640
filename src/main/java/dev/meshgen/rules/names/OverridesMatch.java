package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterOverride;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An override that matches no cluster usually has a misspelled label. */
final class OverridesMatch implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    SortedMap<String, SortedSet<String>> labels = null;
    for (ClusterOverride override : mesh.overrides()) {
      if (mesh.clusters().stream().anyMatch(cluster -> override.matches(cluster.labels()))) {
        continue;
      }
      labels = labels == null ? labels(mesh) : labels;
      report.add(
          Diagnostic.of(
                  Code.OVERRIDE_MATCHES_NOTHING,
                  override.at(),
                  "no cluster has " + written(override.match()))
              .expecting("labels that at least one cluster has under metadata.labels")
              .hinting(hint(override.match(), labels)));
    }
  }

  private static String written(Map<String, String> match) {
    StringBuilder text = new StringBuilder(match.size() == 1 ? "the label " : "all of the labels ");
    String separator = "";
    for (Map.Entry<String, String> label : match.entrySet()) {
      text.append(separator);
      text.append('"').append(label.getKey()).append(": ").append(label.getValue()).append('"');
      separator = ", ";
    }
    return text.toString();
  }

  private static String hint(
      Map<String, String> match, SortedMap<String, SortedSet<String>> labels) {
    for (Map.Entry<String, String> label : match.entrySet()) {
      SortedSet<String> values = labels.get(label.getKey());
      if (values == null) {
        return unknownKey(label.getKey(), labels);
      }
      if (!values.contains(label.getValue())) {
        return unknownValue(label, values);
      }
    }
    return "put these labels on the same cluster; each exists, but on different clusters";
  }

  private static String unknownKey(String key, SortedMap<String, SortedSet<String>> labels) {
    Optional<String> closest = DidYouMean.closest(key, labels.keySet());
    if (closest.isPresent()) {
      return "did you mean the label \"" + closest.get() + "\"?";
    }
    return labels.isEmpty()
        ? "add labels under metadata.labels; no cluster has any"
        : "use one of the labels of this mesh: " + NameList.some(labels.keySet());
  }

  private static String unknownValue(Map.Entry<String, String> label, SortedSet<String> values) {
    Optional<String> closest = DidYouMean.closest(label.getValue(), values);
    return closest.isPresent()
        ? "did you mean \"" + label.getKey() + ": " + closest.get() + "\"?"
        : "use one of the values of \""
            + label.getKey()
            + "\" in this mesh: "
            + NameList.some(values);
  }

  private static SortedMap<String, SortedSet<String>> labels(Mesh mesh) {
    SortedMap<String, SortedSet<String>> labels = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      cluster
          .labels()
          .forEach((key, value) -> labels.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    return labels;
  }
}
