package dev.meshgen.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A JSON object: strings, numbers, lists and mappings as Java has them. */
public final class JsonObject {
  /** What is read here, claims of tokens and answers of servers, has five levels at most. */
  private static final int MAX_DEPTH = 16;

  private final JsonParser parser;

  private JsonObject(JsonParser parser) {
    this.parser = parser;
  }

  /** The members, or nothing if this is not exactly one JSON object. */
  public static Optional<Map<String, Object>> parse(byte[] json) {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, Object> object = new JsonObject(parser).object(0);
      return parser.nextToken() == null ? Optional.of(object) : Optional.empty();
    } catch (JacksonException | TooDeep e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> object(int depth) throws TooDeep {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      members.put(key, value(depth + 1));
    }
    return members;
  }

  private Object value(int depth) throws TooDeep {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> list(depth);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private List<Object> list(int depth) throws TooDeep {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(depth + 1));
    }
    return items;
  }

  /** Ends the reading. */
  private static final class TooDeep extends Exception {
    private static final long serialVersionUID = 1L;

    TooDeep() {
      super("nested too deeply", null, false, false);
    }
  }
}
