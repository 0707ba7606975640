package dev.meshgen.spec;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the fields of an object are unless they are set: as its schema says, and nothing else. */
final class Defaults {
  private final SchemaField object;
  private final YamlMap same;
  private final List<List<String>> named;

  Defaults(SchemaField object) {
    this.object = object;
    this.same = same(object);
    this.named = named(object, List.of());
  }

  /**
   * The layer that is below all others.
   *
   * @param document the name of the document, which is a default itself
   */
  YamlMap in(String document) {
    YamlScalar name = new YamlScalar(SettingsLayer.BUILT_IN, document, document, false);
    YamlMap layer = same;
    for (List<String> path : named) {
      YamlNode value = name;
      for (int i = path.size() - 1; i >= 0; i--) {
        value = Layers.mapOf(path.get(i), value);
      }
      layer = Layers.merge(layer, (YamlMap) value, false);
    }
    return layer;
  }

  /**
   * The entries of a mapping, instead of which a spec may write others. They are in no layer, since
   * what a spec writes would be merged with them.
   */
  YamlMap entries(String... path) {
    Object value = object.find(List.of(path)).flatMap(SchemaField::defaultValue).orElseThrow();
    return (YamlMap) node(value);
  }

  private static YamlMap same(SchemaField object) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    for (SchemaField field : object.fields().values()) {
      if (!field.fields().isEmpty()) {
        YamlMap below = same(field);
        if (!below.entries().isEmpty()) {
          entries.put(field.name(), entry(below));
        }
      } else if (field.defaultValue().isPresent() && !(field.defaultValue().get() instanceof Map)) {
        entries.put(field.name(), entry(node(field.defaultValue().get())));
      }
    }
    return new YamlMap(SettingsLayer.BUILT_IN, entries);
  }

  /** The fields whose default is the name of their document. */
  private static List<List<String>> named(SchemaField object, List<String> path) {
    List<List<String>> named = new ArrayList<>();
    for (SchemaField field : object.fields().values()) {
      List<String> below = new ArrayList<>(path);
      below.add(field.name());
      if (field.fallback().isDocumentName()) {
        named.add(below);
      }
      named.addAll(named(field, below));
    }
    return named;
  }

  private static YamlNode node(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(String.valueOf(key), entry(node(item))));
      return new YamlMap(SettingsLayer.BUILT_IN, entries);
    }
    if (value instanceof List<?> list) {
      List<YamlNode> items = new ArrayList<>();
      list.forEach(item -> items.add(node(item)));
      return new YamlList(SettingsLayer.BUILT_IN, items);
    }
    return new YamlScalar(SettingsLayer.BUILT_IN, value, value.toString(), false);
  }

  private static YamlMap.Entry entry(YamlNode value) {
    return new YamlMap.Entry(SettingsLayer.BUILT_IN, value);
  }
}
