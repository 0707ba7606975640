package dev.meshgen.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values as Helm treats them. */
public final class MergedValues {
  private MergedValues() {}

  /** Two values files, the second one winning: maps merge, everything else replaces. */
  public static JsonNode merge(JsonNode under, JsonNode over) {
    if (!(under instanceof ObjectNode base) || !(over instanceof ObjectNode)) {
      return over;
    }
    ObjectNode merged = base.deepCopy();
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      JsonNode below = merged.get(entry.getKey());
      merged.set(entry.getKey(), below == null ? entry.getValue() : merge(below, entry.getValue()));
    }
    return merged;
  }

  /** The path of every leaf; a list is one, and so is an empty map. */
  public static List<List<String>> paths(JsonNode values) {
    List<List<String>> paths = new ArrayList<>();
    collect(values, List.of(), paths);
    return paths;
  }

  private static void collect(JsonNode node, List<String> path, List<List<String>> paths) {
    if (!node.isObject() || node.isEmpty()) {
      paths.add(path);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      List<String> below = new ArrayList<>(path);
      below.add(entry.getKey());
      collect(entry.getValue(), below, paths);
    }
  }
}
