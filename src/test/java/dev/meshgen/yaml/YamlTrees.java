package dev.meshgen.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes as plain maps and lists, to compare with what other readers return. */
final class YamlTrees {
  private YamlTrees() {}

  static Object plain(YamlNode node) {
    if (node instanceof YamlMap map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.entries().forEach((key, entry) -> plain.put(key, plain(entry.value())));
      return plain;
    }
    if (node instanceof YamlList list) {
      List<Object> plain = new ArrayList<>();
      list.items().forEach(item -> plain.add(plain(item)));
      return plain;
    }
    Object value = ((YamlScalar) node).value();
    // SnakeYAML's type for small numbers.
    return value instanceof Long number && number == number.intValue()
        ? (Object) number.intValue()
        : value;
  }
}
