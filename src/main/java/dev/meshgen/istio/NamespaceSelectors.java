package dev.meshgen.istio;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Map;

/**
 * Whether a list of label selectors selects a namespace: if any of them does, or the list is empty.
 */
final class NamespaceSelectors {
  private NamespaceSelectors() {}

  static boolean select(YamlList selectors, Map<String, String> labels) {
    if (selectors.items().isEmpty()) {
      return true;
    }
    for (YamlNode selector : selectors.items()) {
      if (selector instanceof YamlMap map && selects(map, labels)) {
        return true;
      }
    }
    return false;
  }

  private static boolean selects(YamlMap selector, Map<String, String> labels) {
    if (selector.get("matchLabels").orElse(null) instanceof YamlMap wanted) {
      for (Map.Entry<String, YamlMap.Entry> label : wanted.entries().entrySet()) {
        if (!text(label.getValue().value()).equals(labels.get(label.getKey()))) {
          return false;
        }
      }
    }
    if (selector.get("matchExpressions").orElse(null) instanceof YamlList expressions) {
      for (YamlNode expression : expressions.items()) {
        if (expression instanceof YamlMap map && !holds(map, labels)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(YamlMap expression, Map<String, String> labels) {
    String label = labels.get(text(expression, "key"));
    List<String> values =
        expression.get("values").orElse(null) instanceof YamlList list
            ? list.items().stream().map(NamespaceSelectors::text).toList()
            : List.of();
    return switch (text(expression, "operator")) {
      case "In" -> label != null && values.contains(label);
      case "NotIn" -> label == null || !values.contains(label);
      case "Exists" -> label != null;
      case "DoesNotExist" -> label == null;
      default -> false;
    };
  }

  private static String text(YamlMap map, String key) {
    return map.get(key).map(NamespaceSelectors::text).orElse("");
  }

  private static String text(YamlNode node) {
    return node instanceof YamlScalar scalar ? scalar.text() : "";
  }
}
