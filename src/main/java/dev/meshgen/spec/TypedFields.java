package dev.meshgen.spec;

import dev.meshgen.model.Located;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads typed values out of a document that conforms to its schema. */
public record TypedFields(YamlMap map) {

  public TypedFields in(String key) {
    return new TypedFields(Layers.map(map, key));
  }

  public boolean has(String key) {
    return map.get(key).isPresent();
  }

  public Optional<String> text(String key) {
    return map.get(key).map(node -> String.valueOf(((YamlScalar) node).value()));
  }

  /** The mappings of a list; entries that lost a required field to the schema are left out. */
  List<TypedFields> entries(String key, String... required) {
    List<TypedFields> entries = new ArrayList<>();
    if (map.get(key).isPresent()) {
      for (YamlNode item : ((YamlList) map.get(key).get()).items()) {
        TypedFields entry = new TypedFields((YamlMap) item);
        if (Arrays.stream(required).allMatch(entry::has)) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** A string that is there. */
  Located<String> located(String key) {
    YamlScalar text = (YamlScalar) map.get(key).orElseThrow();
    return new Located<>(String.valueOf(text.value()), text.span());
  }

  /** A number that has a default. */
  Located<Integer> port(String key) {
    YamlScalar number = (YamlScalar) map.get(key).orElseThrow();
    return new Located<>(((Number) number.value()).intValue(), number.span());
  }

  public Optional<Integer> number(String key) {
    return map.get(key).map(node -> ((Number) ((YamlScalar) node).value()).intValue());
  }

  public Optional<Boolean> flag(String key) {
    return map.get(key).map(node -> (Boolean) ((YamlScalar) node).value());
  }

  public List<Located<String>> list(String key) {
    List<Located<String>> items = new ArrayList<>();
    if (map.get(key).isPresent()) {
      for (YamlNode item : ((YamlList) map.get(key).get()).items()) {
        items.add(new Located<>(String.valueOf(((YamlScalar) item).value()), item.span()));
      }
    }
    return items;
  }

  /** Those of a list, or the one that is written without. */
  List<Located<String>> values(String key) {
    return map.get(key).orElse(null) instanceof YamlScalar scalar
        ? List.of(new Located<>(String.valueOf(scalar.value()), scalar.span()))
        : list(key);
  }

  public static Map<String, String> strings(YamlMap map) {
    Map<String, String> strings = new TreeMap<>();
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      if (entry.getValue().value() instanceof YamlScalar scalar) {
        strings.put(entry.getKey(), String.valueOf(scalar.value()));
      }
    }
    return strings;
  }
}
