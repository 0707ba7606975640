package dev.meshgen.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One field of a schema, references resolved: what {@code explain}, defaults and messages read.
 *
 * @param type JSON Schema type, or the values of {@code enum}'s strings
 * @param refused values that are refused for a reason worth telling, by value
 * @param fallback the value of a field that is not set
 * @param fields of an object, in the schema's order
 * @param items of an array
 * @param open whether an object takes fields the schema does not name
 * @param others what those fields must be, where the schema says
 */
public record SchemaField(
    String name,
    String description,
    String type,
    List<String> allowed,
    Map<String, String> refused,
    String pattern,
    Fallback fallback,
    List<String> required,
    Map<String, SchemaField> fields,
    Optional<SchemaField> items,
    boolean open,
    Optional<SchemaField> others) {

  /**
   * A default.
   *
   * @param value that is the same everywhere
   * @param documentName whether it is the name of the document
   */
  public record Fallback(Optional<Object> value, boolean documentName) {
    private static Fallback of(JsonNode node, JsonNode base) {
      return new Fallback(
          node.has("default")
              ? Optional.of(plain(node.path("default")))
              : base.has("default") ? Optional.of(plain(base.path("default"))) : Optional.empty(),
          base.path("x-default").asString("").equals("metadata.name"));
    }
  }

  /** The default, if it is the same everywhere. */
  public Optional<Object> defaultValue() {
    return fallback.value();
  }

  static SchemaField of(String name, JsonNode schema, Schemas schemas) {
    JsonNode node = schema;
    JsonNode base = schemas.resolve(node);
    List<String> allowed = new ArrayList<>();
    base.path("enum").forEach(value -> allowed.add(value.asString()));
    if (base.has("const")) {
      allowed.add(base.path("const").asString());
    }
    Map<String, String> refused = new LinkedHashMap<>();
    base.path("x-refused")
        .properties()
        .forEach(entry -> refused.put(entry.getKey(), entry.getValue().asString()));
    Map<String, SchemaField> fields = new LinkedHashMap<>();
    base.path("properties")
        .properties()
        .forEach(
            entry -> fields.put(entry.getKey(), of(entry.getKey(), entry.getValue(), schemas)));
    List<String> required = new ArrayList<>();
    base.path("required").forEach(value -> required.add(value.asString()));
    JsonNode additional = base.path("additionalProperties");
    return new SchemaField(
        name,
        text(node, base, "description"),
        base.path("type").asString(allowed.isEmpty() ? "" : "string"),
        List.copyOf(allowed),
        Collections.unmodifiableMap(refused),
        base.path("pattern").asString(""),
        Fallback.of(node, base),
        List.copyOf(required),
        Collections.unmodifiableMap(fields),
        base.has("items") ? Optional.of(of("", base.path("items"), schemas)) : Optional.empty(),
        additional.isObject() || additional.asBoolean(false),
        additional.isObject() ? Optional.of(of("", additional, schemas)) : Optional.empty());
  }

  /** The field at {@code path} below this one; list items are passed through. */
  public Optional<SchemaField> find(List<String> path) {
    SchemaField field = this;
    for (String step : path) {
      SchemaField next = field.fields.get(step);
      if (next == null && field.items.isPresent()) {
        next = isIndex(step) ? field.items.get() : field.items.get().fields.get(step);
      }
      if (next == null) {
        next = field.others.orElse(null);
      }
      if (next == null) {
        return Optional.empty();
      }
      field = next;
    }
    return Optional.of(field);
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String text(JsonNode first, JsonNode second, String key) {
    return first.has(key) ? first.path(key).asString() : second.path(key).asString("");
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      return Map.of();
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isInt()) {
      return node.asInt();
    }
    return node.isBoolean() ? (Object) node.asBoolean() : node.asString();
  }
}
