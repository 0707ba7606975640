package dev.meshgen.spec;

import dev.meshgen.yaml.YamlText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Builds the tree of a schema from Jackson's tokens. Jackson's own mapper builds the same tree, and
 * sets up all of data binding for it: 12 to 15 % of rendering two clusters.
 */
final class SchemaReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonFactory JSON = new JsonFactory();

  private SchemaReader() {}

  /**
   * Text that prints itself: the validator prints every word of an {@code enum} when it is built.
   */
  private static final class Word extends StringNode {
    private static final long serialVersionUID = 1L;

    Word(String text) {
      super(text);
    }

    @Override
    public String toString() {
      return YamlText.quoted(stringValue());
    }
  }

  /** The tree of a text in JSON. */
  static JsonNode tree(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return node(parser);
    }
  }

  private static JsonNode node(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Word(parser.getString());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getIntValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default ->
          throw new IllegalStateException("unexpected token in a schema: " + parser.currentToken());
    };
  }

  private static ObjectNode object(JsonParser parser) {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      object.set(name, node(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser));
    }
    return array;
  }
}
