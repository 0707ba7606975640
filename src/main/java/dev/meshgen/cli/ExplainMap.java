package dev.meshgen.cli;

import dev.meshgen.spec.SettingsLayer;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resolved mapping as YAML, with a comment beside each value: which layer it is from, and where.
 */
final class ExplainMap {
  /** Comments are aligned in one column, unless a value is longer than this. */
  private static final int WIDEST = 60;

  private final List<SettingsLayer> layers;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String text, String origin) {}

  ExplainMap(List<SettingsLayer> layers) {
    this.layers = layers;
  }

  /**
   * Prints one mapping.
   *
   * @param path its path in {@code spec}
   */
  void print(List<String> path, YamlMap map, PrintWriter out) {
    String indent = "";
    rows.add(new Row("spec:", ""));
    for (String step : path) {
      indent += "  ";
      rows.add(new Row(indent + key(step), ""));
    }
    add(path, map, indent + "  ");
    int column = 0;
    for (Row row : rows) {
      column = Math.max(column, row.text().length() > WIDEST ? 0 : row.text().length());
    }
    for (Row row : rows) {
      String gap = " ".repeat(Math.max(0, column - row.text().length()));
      out.println(
          row.origin().isEmpty()
              ? row.text()
              : row.text() + gap + "  # " + SourceExcerpt.visible(row.origin()));
    }
  }

  private void add(List<String> path, YamlMap map, String indent) {
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(entry.getKey());
      YamlNode value = entry.getValue().value();
      if (value instanceof YamlMap below && !below.entries().isEmpty()) {
        rows.add(new Row(indent + key(entry.getKey()), ""));
        add(inner, below, indent + "  ");
      } else {
        String origin = origin(inner, value);
        for (String line : YamlWriter.write(Map.of(entry.getKey(), value)).lines().toList()) {
          rows.add(new Row(indent + ExplainValue.shown(line), origin));
          origin = "";
        }
      }
    }
  }

  /** Quoted where YAML needs it. */
  private static String key(String name) {
    String field = YamlWriter.write(Map.of(name, Map.of()));
    return field.substring(0, field.lastIndexOf(' '));
  }

  /** The highest layer that wrote the node which is left. */
  private String origin(List<String> path, YamlNode value) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Optional<YamlNode> written = ExplainValue.at(layers.get(i).spec(), path);
      if (written.isPresent() && written.get().span().equals(value.span())) {
        String place = value.span().toString();
        return place.equals(layers.get(i).name()) ? place : layers.get(i).name() + ", " + place;
      }
    }
    return "";
  }
}
