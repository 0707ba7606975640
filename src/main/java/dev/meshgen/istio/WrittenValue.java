package dev.meshgen.istio;

import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A raw value as it is written, scalar, list or mapping.
 *
 * @param path in the user's spelling
 * @param targets the places in the chart that it sets
 */
record WrittenValue(List<String> path, List<List<String>> targets, YamlMap.Entry entry) {

  /** All of a mapping, those above before those below. */
  static List<WrittenValue> of(Chart chart, YamlMap values) {
    List<WrittenValue> all = new ArrayList<>();
    collect(chart, values, List.of(), all);
    return all;
  }

  private static void collect(
      Chart chart, YamlMap map, List<String> above, List<WrittenValue> all) {
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      List<String> path = ValuePaths.child(above, field.getKey());
      all.add(new WrittenValue(path, ValuePaths.targets(chart, path), field.getValue()));
      if (field.getValue().value() instanceof YamlMap inner) {
        collect(chart, inner, path, all);
      }
    }
  }

  boolean sets(List<String> target) {
    return targets.contains(target);
  }
}
