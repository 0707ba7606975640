package dev.meshgen.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lists of a schema that follow from {@link SchemaParts}, and have to be spelled out because a
 * schema cannot compute them: the fields for recipients, wherever a spec may name some; the engines
 * of a cluster.
 */
final class SchemaLists {
  static final List<String> FILES = List.of("cluster", "mesh");

  private static final JsonMapper JSON = new JsonMapper();
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(INDENT)
          .withArrayIndenter(INDENT);

  /** The definition of each kind of recipients, by the field that lists them. */
  private final Map<String, String> definitions = new TreeMap<>();

  /** From another schema, what refers to one of the definitions. */
  private final String place;

  private SchemaLists(String file) {
    this.place = file.equals("cluster") ? "#/$defs/" : "cluster.schema.json#/$defs/";
    SchemaParts.recipients()
        .keySet()
        .forEach(name -> definitions.put(name, name + SchemaParts.RECIPIENTS));
  }

  static Path path(String file) {
    return Path.of("schemas", file + ".schema.json");
  }

  /** The text of a schema with its parts and lists as they should be. */
  static String write(String file) {
    JsonNode tree = read(file);
    SchemaParts.into(file, tree);
    new SchemaLists(file).complete(tree);
    if (tree.at("/$defs/clusterSpec/properties/delivery/properties/engine")
        instanceof ObjectNode engine) {
      ArrayNode engines = engine.putArray("enum");
      SchemaParts.engines().forEach(engines::add);
    }
    return JSON.writer().with(PRINTER).writeValueAsString(tree) + "\n";
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(Files.readString(path(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void complete(JsonNode node) {
    node.forEach(this::complete);
    if (node.path("properties") instanceof ObjectNode fields
        && fields.properties().stream().anyMatch(each -> listsRecipients(each.getValue()))) {
      completeFields(fields);
      if (node.path("anyOf") instanceof ArrayNode alternatives) {
        completeAlternatives(alternatives);
      }
    }
  }

  private static boolean listsRecipients(JsonNode field) {
    return field.path("$ref").asString("").endsWith(SchemaParts.RECIPIENTS);
  }

  /** All kinds where the first of them is; what a place says of a kind stays. */
  private void completeFields(ObjectNode fields) {
    Map<String, JsonNode> complete = new LinkedHashMap<>();
    fields
        .properties()
        .forEach(
            each -> {
              if (listsRecipients(each.getValue())) {
                definitions.forEach(
                    (name, definition) ->
                        complete.putIfAbsent(
                            name, fields.optional(name).orElseGet(() -> reference(definition))));
              } else {
                complete.put(each.getKey(), each.getValue());
              }
            });
    fields.removeAll();
    complete.forEach(fields::set);
  }

  private JsonNode reference(String definition) {
    return JSON.createObjectNode().put("$ref", place + definition);
  }

  private void completeAlternatives(ArrayNode alternatives) {
    List<String> others = new ArrayList<>();
    alternatives.forEach(each -> others.add(each.at("/required/0").asString()));
    int first = others.indexOf(definitions.keySet().iterator().next());
    if (first < 0) {
      return;
    }
    List<String> complete = new ArrayList<>(others.subList(0, first));
    complete.addAll(definitions.keySet());
    // What follows the kinds is known by having no definition, of a kind that is gone as well.
    others.stream()
        .skip(first)
        .filter(name -> !definitions.containsKey(name))
        .forEach(complete::add);
    alternatives.removeAll();
    complete.forEach(name -> alternatives.addObject().putArray("required").add(name));
  }
}
