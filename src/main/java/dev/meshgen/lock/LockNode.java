package dev.meshgen.lock;

import dev.meshgen.bytes.Sha256;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a lock, with its name and its place. */
record LockNode(LockParser parser, String name, Node node) {

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
    if (!(node instanceof MappingNode mapping) || !node.getTag().equals(Tag.MAP)) {
      throw error(name + " must be a mapping");
    }
    Map<String, LockNode> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = new LockNode(parser, "a key", tuple.getKeyNode()).text();
      LockNode field = new LockNode(parser, key, tuple.getValueNode());
      if (fields.put(key, field) != null) {
        throw field.error("duplicate key \"" + key + "\" in " + name);
      }
    }
    return new Fields(this, fields);
  }

  List<LockNode> items() throws LockException {
    if (!(node instanceof SequenceNode sequence) || !node.getTag().equals(Tag.SEQ)) {
      throw error(name + " must be a list");
    }
    List<LockNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new LockNode(parser, "an item of " + name, item));
    }
    return items;
  }

  String text() throws LockException {
    if (!(node instanceof ScalarNode scalar) || !node.getTag().equals(Tag.STR)) {
      throw error(name + " must be text");
    }
    if (scalar.getValue().isEmpty()) {
      throw error(name + " is empty");
    }
    return scalar.getValue();
  }

  int integer() throws LockException {
    if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.INT)) {
      try {
        return Integer.parseInt(scalar.getValue());
      } catch (NumberFormatException e) {
        throw error(name + " is out of range");
      }
    }
    throw error(name + " must be a whole number");
  }

  boolean truth() throws LockException {
    if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
      return scalar.getValue().equalsIgnoreCase("true");
    }
    throw error(name + " must be true or false");
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
    return parser.error(line(), column(), message);
  }

  LockException error(String message, String hint) {
    return parser.error(line(), column(), message, hint);
  }

  private int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private int column() {
    return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
  }
}
