package dev.meshgen.lock;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value of a lock, with its name and its place. */
record LockNode(LockParser parser, String name, YamlNode node) {

  /** The fields of a mapping; each must be asked for before {@link #end}. */
  record Fields(LockNode owner, Map<String, LockNode> byName) {

    LockNode required(String name) throws LockException {
      LockNode field = byName.remove(name);
      if (field == null) {
        throw owner.error("\"" + name + "\" is missing in " + owner.name());
      }
      return field;
    }

    Optional<LockNode> optional(String name) {
      return Optional.ofNullable(byName.remove(name));
    }

    Optional<String> optionalText(String name) throws LockException {
      LockNode field = byName.remove(name);
      return field == null ? Optional.empty() : Optional.of(field.text());
    }

    List<LockNode> all() {
      return List.copyOf(byName.values());
    }

    void end() throws LockException {
      for (LockNode unknown : byName.values()) {
        throw unknown.error("unknown field \"" + unknown.name() + "\"");
      }
    }
  }

  Fields fields() throws LockException {
    if (!(node instanceof YamlMap map)) {
      throw error(name + " must be a mapping");
    }
    Map<String, LockNode> fields = new LinkedHashMap<>();
    map.entries()
        .forEach((key, field) -> fields.put(key, new LockNode(parser, key, field.value())));
    return new Fields(this, fields);
  }

  List<LockNode> items() throws LockException {
    if (!(node instanceof YamlList list)) {
      throw error(name + " must be a list");
    }
    return list.items().stream()
        .map(item -> new LockNode(parser, "an item of " + name, item))
        .toList();
  }

  String text() throws LockException {
    if (!(value() instanceof String text)) {
      throw error(name + " must be text");
    }
    if (text.isEmpty()) {
      throw error(name + " is empty");
    }
    return text;
  }

  int integer() throws LockException {
    if (value() instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw error(
        name + (value() instanceof Number ? " is out of range" : " must be a whole number"));
  }

  boolean truth() throws LockException {
    if (value() instanceof Boolean truth) {
      return truth;
    }
    throw error(name + " must be true or false");
  }

  private Object value() {
    return node instanceof YamlScalar scalar ? scalar.value() : null;
  }

  String digest() throws LockException {
    String text = text();
    if (!Sha256.isHex(text)) {
      throw error(name + " must be a SHA-256 in lower-case hex");
    }
    return text;
  }

  Instant instant() throws LockException {
    try {
      Instant instant = Instant.parse(text());
      if (instant.getNano() != 0) {
        throw error(name + " must be in whole seconds");
      }
      return instant;
    } catch (DateTimeParseException e) {
      throw error(name + " must be a time such as 2026-01-01T00:00:00Z");
    }
  }

  LockException error(String message) {
    return parser.error(node.span(), message);
  }

  LockException error(String message, String hint) {
    return parser.error(node.span(), message, hint);
  }
}
