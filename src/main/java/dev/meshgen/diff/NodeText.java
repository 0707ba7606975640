package dev.meshgen.diff;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Nodes as text: canonical, so that nodes with one meaning have one text. */
final class NodeText {
  private NodeText() {}

  /** On one line, in flow style, keys sorted; strings that look like other types are quoted. */
  static String of(YamlNode node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.toString();
  }

  /** For people: certificates in a few words. */
  static String shown(YamlNode node) {
    if (CertificateNode.is(node)) {
      return CertificateNode.text(node);
    }
    if (node instanceof YamlList list) {
      return "[" + String.join(", ", list.items().stream().map(NodeText::shown).toList()) + "]";
    }
    return of(node);
  }

  /** The same; a string alone, as it is. */
  static String unquoted(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.value() instanceof String text
        ? text
        : of(node);
  }

  private static void append(YamlNode node, StringBuilder text) {
    if (node instanceof YamlMap map) {
      text.append('{');
      String gap = "";
      for (var entry : new TreeMap<>(map.entries()).entrySet()) {
        text.append(gap).append(entry.getKey()).append(": ");
        append(entry.getValue().value(), text);
        gap = ", ";
      }
      text.append('}');
    } else if (node instanceof YamlList list) {
      List<String> items = new ArrayList<>();
      list.items().forEach(item -> items.add(of(item)));
      text.append('[').append(String.join(", ", items)).append(']');
    } else {
      text.append(scalar((YamlScalar) node));
    }
  }

  private static String scalar(YamlScalar scalar) {
    Object value = scalar.value();
    if (!(value instanceof String string)) {
      return value == null ? "null" : value.toString();
    }
    boolean plain = !string.isEmpty() && !looksTyped(string) && string.indexOf('\n') < 0;
    return plain ? string : '"' + string.replace("\n", "\\n") + '"';
  }

  /** An optional sign, a digit, and then whatever numbers are written with. */
  private static boolean looksNumeric(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && (i == start || "_.eE+-".indexOf(c) < 0)) {
        return false;
      }
    }
    return text.length() > start;
  }

  /** A string that means something else without its quotes. */
  private static boolean looksTyped(String text) {
    return switch (text) {
      case "true", "false", "null" -> true;
      default -> looksNumeric(text);
    };
  }
}
