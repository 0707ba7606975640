package dev.meshgen.istio;

import dev.meshgen.model.Cluster;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The raw values of one release, read as its chart reads them: a value is found in whichever place
 * users wrote it.
 */
public final class WrittenValues {
  private final Chart chart;
  private final Optional<YamlMap> values;

  private WrittenValues(Chart chart, Optional<YamlMap> values) {
    this.chart = chart;
    this.values = values;
  }

  /** What a cluster has for the usual release of a chart. */
  public static WrittenValues of(Chart chart, Cluster cluster) {
    return of(chart.release(), cluster);
  }

  /** What a cluster has below a key of {@code spec.values}. */
  public static WrittenValues of(String release, Cluster cluster) {
    return new WrittenValues(
        Chart.ofRelease(release).orElseThrow(),
        Optional.ofNullable(cluster.istio().values().get(release)));
  }

  static WrittenValues of(Chart chart, YamlMap values) {
    return new WrittenValues(chart, Optional.of(values));
  }

  /** Whether none was written. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The value at a path of the chart that takes effect. */
  public Optional<YamlMap.Entry> find(String... path) {
    return find(List.of(path));
  }

  Optional<YamlMap.Entry> find(List<String> path) {
    return all(path).stream().findFirst();
  }

  /** The entries of the mapping at a path of the chart, which the chart merges. */
  public Map<String, YamlMap.Entry> entries(String... path) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    for (YamlMap.Entry found : all(List.of(path))) {
      if (found.value() instanceof YamlMap map) {
        map.entries().forEach(entries::putIfAbsent);
      }
    }
    return entries;
  }

  /** The text of the value that takes effect; empty unless it is a scalar. */
  public Optional<String> text(String... path) {
    return find(path).map(YamlMap.Entry::value).map(WrittenValues::text);
  }

  /** The entries of a mapping with their texts; a text is empty where the value has none. */
  public Map<String, String> texts(String... path) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(path)
        .forEach(
            (key, entry) -> texts.put(key, Objects.requireNonNullElse(text(entry.value()), "")));
    return texts;
  }

  private static String text(YamlNode value) {
    return value instanceof YamlScalar scalar ? scalar.text() : null;
  }

  /** Wherever the value is written; what wins comes first. */
  private List<YamlMap.Entry> all(List<String> path) {
    if (values.isEmpty()) {
      return List.of();
    }
    List<YamlMap.Entry> found = new ArrayList<>();
    for (List<String> spelling : ValuePaths.spellings(chart, path)) {
      at(spelling).ifPresent(found::add);
    }
    return found;
  }

  private Optional<YamlMap.Entry> at(List<String> path) {
    YamlNode above = values.orElse(null);
    for (String key : path.subList(0, path.size() - 1)) {
      above = above instanceof YamlMap map ? map.get(key).orElse(null) : null;
    }
    return above instanceof YamlMap map
        ? Optional.ofNullable(map.entries().get(path.get(path.size() - 1)))
        : Optional.empty();
  }
}
