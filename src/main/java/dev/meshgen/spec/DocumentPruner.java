package dev.meshgen.spec;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes from a document what later stages must not see. */
final class DocumentPruner {
  private DocumentPruner() {}

  /**
   * The rest of {@code map}.
   *
   * @param bad nodes and entries of it, by identity
   */
  static YamlMap without(Set<Object> bad, YamlMap map) {
    Map<String, YamlMap.Entry> kept = new LinkedHashMap<>();
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      YamlNode value = entry.getValue().value();
      if (!bad.contains(entry.getValue()) && !bad.contains(value)) {
        kept.put(entry.getKey(), new YamlMap.Entry(entry.getValue().keySpan(), pruned(value, bad)));
      }
    }
    return new YamlMap(map.span(), kept);
  }

  private static YamlNode pruned(YamlNode node, Set<Object> bad) {
    if (node instanceof YamlMap map) {
      return without(bad, map);
    }
    if (node instanceof YamlList list) {
      List<YamlNode> kept = new ArrayList<>();
      for (YamlNode item : list.items()) {
        if (!bad.contains(item)) {
          kept.add(pruned(item, bad));
        }
      }
      return new YamlList(list.span(), kept);
    }
    return node;
  }
}
