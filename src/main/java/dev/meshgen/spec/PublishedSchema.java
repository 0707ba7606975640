package dev.meshgen.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the schema of draft 2020-12 into one of draft 07. The keywords that the schemas use mean
 * the same in both, but for definitions, and for what is said beside a reference: there, draft 07
 * hears the reference alone. Notes for meshgen itself, {@code x-…}, are left out.
 */
final class PublishedSchema {
  private static final String REFERENCE = "$ref";

  /** Whose members are names and not keywords. */
  private static final Set<String> NAMES = Set.of("properties", "definitions", "$defs");

  private PublishedSchema() {}

  static String of(JsonNode schema, String address) {
    ObjectNode published = (ObjectNode) schema.deepCopy();
    published.set("definitions", published.remove("$defs"));
    keywords(published);
    published.put("$schema", "http://json-schema.org/draft-07/schema#").put("$id", address);
    return published.toPrettyString() + "\n";
  }

  /** Strict validators want to know every field that is required. */
  private static void define(ObjectNode object) {
    if (object.get("required") instanceof ArrayNode required) {
      ObjectNode properties =
          object.get("properties") instanceof ObjectNode known
              ? known
              : object.putObject("properties");
      for (JsonNode name : required) {
        if (!properties.has(name.asString())) {
          properties.put(name.asString(), true);
        }
      }
    }
  }

  private static void keywords(JsonNode schema) {
    if (schema instanceof ArrayNode list) {
      list.forEach(PublishedSchema::keywords);
    }
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    List<String> all = new ArrayList<>(object.propertyNames());
    all.stream().filter(name -> name.startsWith("x-")).forEach(object::remove);
    JsonNode reference = object.remove(REFERENCE);
    for (String name : List.copyOf(object.propertyNames())) {
      if (NAMES.contains(name)) {
        object.get(name).forEach(PublishedSchema::keywords);
      } else {
        keywords(object.get(name));
      }
    }
    define(object);
    if (reference != null) {
      String target = reference.asString().replace("#/$defs/", "#/definitions/");
      if (object.isEmpty()) {
        object.put(REFERENCE, target);
      } else {
        object.putArray("allOf").addObject().put(REFERENCE, target);
      }
    }
  }
}
