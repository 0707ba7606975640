package dev.meshgen.provenance;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;

/** Nodes of a spec as people wrote them, on one line. */
final class SpecText {
  private SpecText() {}

  static String of(YamlNode node) {
    if (node instanceof YamlMap map) {
      return "{"
          + String.join(
              ", ",
              map.entries().entrySet().stream()
                  .map(entry -> entry.getKey() + ": " + of(entry.getValue().value()))
                  .toList())
          + "}";
    }
    if (node instanceof YamlList list) {
      return "[" + String.join(", ", list.items().stream().map(SpecText::of).toList()) + "]";
    }
    YamlScalar scalar = (YamlScalar) node;
    return scalar.value() == null ? "null" : String.valueOf(scalar.value());
  }
}
