package dev.meshgen.conformance;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of a CustomResourceDefinition as JSON Schema, with every field refused that the API
 * server would drop in silence.
 *
 * <p>Only the structural part is strict: what is below {@code anyOf} and its like constrains
 * values, and names no fields of its own. Rules in CEL are not evaluated.
 */
final class StrictSchema {
  /** What a manifest may say of itself; the API server fills in the rest. */
  private static final String METADATA =
      """
      {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$", "maxLength": 253},
        "namespace": {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "maxLength": 63},
        "finalizers": {"type": "array", "items": {"type": "string"}},
        "labels": {"type": "object",
          "propertyNames": {"pattern": "^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$"},
          "additionalProperties": {"type": "string", "pattern": "^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$"}},
        "annotations": {"type": "object",
          "propertyNames": {"pattern": "^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$"},
          "additionalProperties": {"type": "string"}}}}
      """;

  private StrictSchema() {}

  /** The schema of whole objects, from {@code openAPIV3Schema}. */
  static ObjectNode of(JsonNode openApi) {
    ObjectNode schema = structural((ObjectNode) openApi.deepCopy());
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties.set("metadata", metadata());
    schema.putArray("required").add("apiVersion").add("kind").add("metadata");
    addRequired(schema, openApi.path("required"));
    return schema;
  }

  static JsonNode metadata() {
    return JsonMapper.shared().readTree(METADATA);
  }

  private static void addRequired(ObjectNode schema, JsonNode required) {
    required.forEach(name -> ((ArrayNode) schema.get("required")).add(name.asString()));
  }

  private static ObjectNode structural(ObjectNode schema) {
    schema.remove("default");
    schema.remove("format");
    if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
      schema.putArray("type").add("integer").add("string");
      schema.remove("anyOf");
    }
    JsonNode type = schema.path("type");
    if (schema.path("nullable").asBoolean(false) && type.isString()) {
      schema.putArray("type").add(type.asString()).add("null");
    }
    if (schema.get("properties") instanceof ObjectNode properties) {
      for (Map.Entry<String, JsonNode> property : properties.properties()) {
        structural((ObjectNode) property.getValue());
      }
    }
    if (schema.get("items") instanceof ObjectNode items) {
      structural(items);
    }
    if (schema.get("additionalProperties") instanceof ObjectNode values) {
      structural(values);
    } else if (isClosed(schema)) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private static boolean isClosed(ObjectNode schema) {
    JsonNode type = schema.path("type");
    boolean object =
        type.isString() ? type.asString().equals("object") : type.toString().contains("object");
    return object
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
        && !schema.has("additionalProperties");
  }
}
