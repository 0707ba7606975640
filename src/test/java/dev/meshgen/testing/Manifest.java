package dev.meshgen.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An object as it would reach a cluster.
 *
 * @param file it is in, relative to the output folder
 */
public record Manifest(String file, JsonNode json) {

  public String apiVersion() {
    return text("/apiVersion");
  }

  /** The API group; empty for the core group. */
  public String group() {
    String version = apiVersion();
    return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
  }

  public String kind() {
    return text("/kind");
  }

  public String name() {
    return text("/metadata/name");
  }

  public Optional<String> namespace() {
    return find("/metadata/namespace");
  }

  public JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** The text at a JSON pointer, which has to be there. */
  public String text(String pointer) {
    return find(pointer)
        .orElseThrow(() -> new AssertionError(file + " has no text at " + pointer + ":\n" + json));
  }

  /** The text at a JSON pointer. */
  public Optional<String> find(String pointer) {
    JsonNode node = json.at(pointer);
    return node.isString() ? Optional.of(node.asString()) : Optional.empty();
  }

  /** The entries of the list at a JSON pointer; none when there is no list. */
  public List<JsonNode> list(String pointer) {
    List<JsonNode> entries = new ArrayList<>();
    json.at(pointer).forEach(entries::add);
    return entries;
  }

  /** The entries of the list of texts at a JSON pointer; none when there is no list. */
  public List<String> texts(String pointer) {
    return list(pointer).stream().map(JsonNode::asString).toList();
  }

  @Override
  public String toString() {
    return file + " (" + json.path("kind").asString("?") + ")";
  }
}
