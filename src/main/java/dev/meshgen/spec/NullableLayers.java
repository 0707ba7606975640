package dev.meshgen.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets the settings of a cluster be {@code null} in the schema that editors read: there, it removes
 * what a lower layer sets. Our own validator never sees one, as {@link JsonTree} leaves it out.
 *
 * <p>Not what an entry of a list has, as lists are replaced; nor what is required beside others.
 */
final class NullableLayers {
  private static final String REFERENCE = "$ref";
  private static final String PROPERTIES = "properties";
  private static final String OTHERS = "additionalProperties";

  /** What cannot stay beside a type that may be null: null would have to conform to it, too. */
  private static final List<String> COMBINED =
      List.of(REFERENCE, "anyOf", "oneOf", "allOf", "not", "if", "const");

  /** Where null is data: in raw Helm values. */
  private static final String VALUES = "values";

  private final ObjectNode definitions;

  NullableLayers(ObjectNode definitions) {
    this.definitions = definitions;
  }

  /** Changes the definition of what every layer may have. */
  void in(String definition) {
    members((ObjectNode) definitions.get(definition));
  }

  private void members(ObjectNode object) {
    Set<String> required = new TreeSet<>();
    object.path("required").forEach(name -> required.add(name.asString()));
    if (object.get(PROPERTIES) instanceof ObjectNode properties) {
      for (String name : new ArrayList<>(properties.propertyNames())) {
        ObjectNode member = inlined((ObjectNode) properties.get(name));
        if (!name.equals(VALUES)) {
          members(member);
        }
        properties.set(name, required.contains(name) ? member : nullable(member));
      }
    }
    if (object.get(OTHERS) instanceof ObjectNode other) {
      ObjectNode member = inlined(other);
      members(member);
      object.set(OTHERS, nullable(member));
    }
  }

  /** A definition with its own members is used elsewhere, where none of them may be null. */
  private ObjectNode inlined(ObjectNode member) {
    String reference = member.path(REFERENCE).asString("");
    JsonNode target = definitions.path(reference.substring(reference.lastIndexOf('/') + 1));
    if (!target.has(PROPERTIES)) {
      return member;
    }
    ObjectNode copy = (ObjectNode) target.deepCopy();
    member.properties().stream()
        .filter(each -> !each.getKey().equals(REFERENCE))
        .forEach(each -> copy.set(each.getKey(), each.getValue()));
    return copy;
  }

  private static ObjectNode nullable(ObjectNode member) {
    boolean combined = COMBINED.stream().anyMatch(member::has);
    if (!combined && member.get("type") != null && member.get("type").isString()) {
      String type = member.get("type").asString();
      member.putArray("type").add(type).add("null");
      if (member.get("enum") instanceof ArrayNode words) {
        words.addNull();
      }
      return member;
    }
    if (!combined && member.get("enum") instanceof ArrayNode words) {
      words.addNull();
      return member;
    }
    return combined ? wrapped(member) : member;
  }

  /** With its description outside, where editors look for it. */
  private static ObjectNode wrapped(ObjectNode member) {
    ObjectNode outer = member.objectNode();
    for (String name : new ArrayList<>(member.propertyNames())) {
      if (name.equals("description") || name.equals("default") || name.startsWith("x-")) {
        outer.set(name, member.remove(name));
      }
    }
    ArrayNode either = outer.putArray("anyOf");
    either.add(member);
    either.addObject().put("type", "null");
    return outer;
  }
}
