package dev.meshgen.edit;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import dev.meshgen.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** New values as text: strings, whole numbers, and maps of them. */
final class ValueText {
  private ValueText() {}

  /** Plain where every reader takes that for the same string, as people write versions. */
  static String scalar(String value) {
    return isPlain(value) ? value : YamlText.quoted(value);
  }

  /** A scalar as the file has it. */
  static String printed(Object value) {
    return value instanceof Integer number ? number.toString() : scalar((String) value);
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && (i == 0 || c != '-' && c != '.')) {
        return false;
      }
    }
    Report report = new Report();
    byte[] text = ("value: " + value).getBytes(StandardCharsets.UTF_8);
    List<YamlDocument> read = YamlReader.read("", text, report);
    return !report.hasErrors()
        && ((YamlMap) read.get(0).root()).get("value").orElseThrow() instanceof YamlScalar scalar
        && value.equals(scalar.value());
  }

  /** {@code key: value} in one line. */
  static String flow(String key, Object value) {
    return scalar(key) + ": " + flow(value);
  }

  static String flow(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return printed(value);
    }
    StringBuilder text = new StringBuilder("{");
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator).append(flow((String) entry.getKey(), entry.getValue()));
      separator = ", ";
    }
    return text.append('}').toString();
  }

  /** {@code key: value} in lines of their own, each with its break. */
  static void block(StringBuilder out, String indent, String key, Object value, String lineBreak) {
    out.append(indent).append(scalar(key)).append(':');
    if (!(value instanceof Map<?, ?> map)) {
      out.append(' ').append(printed(value)).append(lineBreak);
      return;
    }
    out.append(lineBreak);
    map.forEach((name, inner) -> block(out, indent + "  ", (String) name, inner, lineBreak));
  }

  /** An item of a list, on separate lines. */
  static void item(StringBuilder out, String indent, Map<String, ?> item, String lineBreak) {
    StringBuilder lines = new StringBuilder();
    item.forEach((key, value) -> block(lines, indent + "  ", key, value, lineBreak));
    out.append(indent).append("- ").append(lines.substring(indent.length() + 2));
  }
}
