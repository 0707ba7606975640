package dev.meshgen.spec;

import dev.meshgen.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One field of a schema, references resolved: what {@code explain}, defaults and messages read.
 *
 * @param values what its value may be
 * @param fallback the value of a field that is not set
 * @param shape what is below it
 */
public record SchemaField(
    String name, String description, Values values, Fallback fallback, Shape shape) {

  /**
   * What a value may be.
   *
   * @param type JSON Schema type; {@code string} where the schema lists strings
   * @param allowed the listed ones; empty if any is allowed
   * @param refused values that are refused for a reason worth telling, by value
   * @param pattern the form of a string; empty if any is allowed
   * @param synonyms the value that people mean, by what they write, in lower case
   * @param judged the secrets of which a rule says more than that they are secret: {@code any}, or
   *     a {@code login} in an address; empty for none
   * @param recipients the kind of recipients that a list is of; else empty
   */
  public record Values(
      String type,
      List<String> allowed,
      Map<String, String> refused,
      String pattern,
      Map<String, String> synonyms,
      String judged,
      String recipients) {
    private static Values of(JsonNode base) {
      List<String> allowed = new ArrayList<>();
      base.path("enum").forEach(value -> allowed.add(value.asString()));
      if (base.has("const")) {
        allowed.add(base.path("const").asString());
      }
      return new Values(
          base.path("type").asString(allowed.isEmpty() ? "" : "string"),
          List.copyOf(allowed),
          texts(base.path("x-refused")),
          base.path("pattern").asString(""),
          texts(base.path("x-synonyms")),
          base.path("x-judged").asString(""),
          base.path("x-recipients").asString(""));
    }
  }

  /**
   * What is below an object or an array.
   *
   * @param fields of an object, in the schema's order
   * @param required those of them that must be set
   * @param alternatives those of which one must be set
   * @param chosen whether some field has to be set, so that setting another one means something by
   *     itself
   * @param open whether an object takes fields the schema does not name
   * @param others what those fields must be, where the schema says
   * @param items of an array
   * @param notOffered what people look for here and do not find, with what to do instead
   */
  public record Shape(
      Map<String, SchemaField> fields,
      List<String> required,
      List<String> alternatives,
      boolean chosen,
      boolean open,
      Optional<SchemaField> others,
      Optional<SchemaField> items,
      Map<String, String> notOffered) {
    private static Shape of(JsonNode base, Schemas schemas) {
      Map<String, SchemaField> fields = new LinkedHashMap<>();
      base.path("properties")
          .properties()
          .forEach(
              entry ->
                  fields.put(
                      entry.getKey(), SchemaField.of(entry.getKey(), entry.getValue(), schemas)));
      List<String> required = strings(base.path("required"));
      List<String> alternatives = new ArrayList<>();
      base.path("anyOf").forEach(each -> alternatives.addAll(strings(each.path("required"))));
      if (alternatives.size() == 1) {
        required.add(alternatives.remove(0));
      }
      JsonNode additional = base.path("additionalProperties");
      return new Shape(
          Collections.unmodifiableMap(fields),
          List.copyOf(required),
          List.copyOf(alternatives),
          base.has("minProperties"),
          additional.isObject() || additional.asBoolean(false),
          additional.isObject() ? unnamed(additional, schemas) : Optional.empty(),
          base.has("items") ? unnamed(base.path("items"), schemas) : Optional.empty(),
          texts(base.path("x-not-offered")));
    }

    private static List<String> strings(JsonNode list) {
      List<String> strings = new ArrayList<>();
      list.forEach(value -> strings.add(value.asString()));
      return strings;
    }

    private static Optional<SchemaField> unnamed(JsonNode schema, Schemas schemas) {
      return Optional.of(SchemaField.of("", schema, schemas));
    }
  }

  /**
   * A default.
   *
   * @param value that is the same everywhere
   * @param source the field that it follows instead, such as {@code metadata.name}; may be empty
   */
  public record Fallback(Optional<Object> value, String source) {
    /** Whether it is the name of the document. */
    boolean isDocumentName() {
      return source.equals("metadata.name");
    }

    private static Fallback of(JsonNode node, JsonNode base) {
      return new Fallback(
          node.has("default")
              ? Optional.of(plain(node.path("default")))
              : base.has("default") ? Optional.of(plain(base.path("default"))) : Optional.empty(),
          text(node, base, "x-default"));
    }
  }

  /** The listed value that is meant by one that is not listed, if it is known or looks like one. */
  public Optional<String> meant(String text) {
    String synonym = values.synonyms().get(text.toLowerCase(Locale.ROOT));
    return synonym == null ? DidYouMean.closest(text, values.allowed()) : Optional.of(synonym);
  }

  /** The default, if it is the same everywhere. */
  public Optional<Object> defaultValue() {
    return fallback.value();
  }

  public String type() {
    return values.type();
  }

  /** The listed values; empty if any is allowed. */
  public List<String> allowed() {
    return values.allowed();
  }

  /** Those of an object, in the schema's order. */
  public Map<String, SchemaField> fields() {
    return shape.fields();
  }

  /** Those of an array. */
  public Optional<SchemaField> items() {
    return shape.items();
  }

  static SchemaField of(String name, JsonNode schema, Schemas schemas) {
    JsonNode base = schemas.resolve(schema);
    return new SchemaField(
        name,
        text(schema, base, "description"),
        Values.of(base),
        Fallback.of(schema, base),
        Shape.of(base, schemas));
  }

  /** The field at {@code path} below this one; list items are passed through. */
  public Optional<SchemaField> find(List<String> path) {
    SchemaField field = this;
    for (String step : path) {
      SchemaField next = field.fields().get(step);
      if (next == null && field.items().isPresent()) {
        SchemaField item = field.items().get();
        next = isIndex(step) ? item : item.fields().get(step);
      }
      if (next == null) {
        next = field.shape.others().orElse(null);
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

  private static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return Collections.unmodifiableMap(texts);
  }

  private static String text(JsonNode first, JsonNode second, String key) {
    return first.has(key) ? first.path(key).asString() : second.path(key).asString("");
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> entries = new LinkedHashMap<>();
      node.properties().forEach(entry -> entries.put(entry.getKey(), plain(entry.getValue())));
      return entries;
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isIntegralNumber()) {
      return node.asInt();
    }
    return node.isBoolean() ? (Object) node.asBoolean() : node.asString();
  }
}
