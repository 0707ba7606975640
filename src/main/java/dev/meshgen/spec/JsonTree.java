package dev.meshgen.spec;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns located nodes into the tree the schema validator reads. */
final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /**
   * Converts a document.
   *
   * @param node the document's root, or a part of it
   * @param nullRemoves whether {@code null} means "remove what a lower layer set", and so is not a
   *     value; it never does in a list, which replaces another as a whole
   */
  static JsonNode of(YamlNode node, boolean nullRemoves) {
    if (node instanceof YamlMap map) {
      ObjectNode object = NODES.objectNode();
      for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
        YamlNode value = entry.getValue().value();
        if (nullRemoves && isNull(value)) {
          continue;
        }
        object.set(entry.getKey(), of(value, removesBelow(entry.getKey(), nullRemoves)));
      }
      return object;
    }
    if (node instanceof YamlList list) {
      ArrayNode array = NODES.arrayNode();
      for (YamlNode item : list.items()) {
        array.add(of(item, false));
      }
      return array;
    }
    return scalar(((YamlScalar) node).value());
  }

  static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.value() == null;
  }

  /** Layers begin at these fields; inside raw Helm values, null is data. */
  private static boolean removesBelow(String key, boolean above) {
    return switch (key) {
      case "clusterDefaults", "set" -> true;
      case "values" -> false;
      default -> above;
    };
  }

  private static JsonNode scalar(Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof String text) {
      return NODES.stringNode(text);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number.longValue());
    }
    if (value instanceof BigInteger number) {
      return NODES.numberNode(number);
    }
    return NODES.numberNode((BigDecimal) value);
  }
}
