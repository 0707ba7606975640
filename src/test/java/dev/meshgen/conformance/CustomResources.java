package dev.meshgen.conformance;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What an API server with certain CustomResourceDefinitions accepts, strictly. */
final class CustomResources {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /**
   * Definitions that were not asked for yet, as text: most never are, and reading them takes long.
   */
  private final List<String> unread = new ArrayList<>();

  private final Map<String, Definition> definitions = new TreeMap<>();

  private record Definition(boolean namespaced, Schema schema) {}

  CustomResources(Path... files) {
    for (Path file : files) {
      try {
        unread.addAll(List.of(Files.readString(file).split("(?m)^---.*$")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Everything that is wrong with an object; nothing when it is accepted. */
  synchronized List<String> problems(Manifest object) {
    String id = object.apiVersion() + " " + object.kind();
    if (!definitions.containsKey(id)) {
      load(object.group(), object.kind());
    }
    Definition definition = definitions.get(id);
    if (definition == null) {
      return List.of(id + " is not defined");
    }
    List<String> problems = new ArrayList<>();
    definition.schema().validate(object.json()).forEach(error -> problems.add(error.toString()));
    if (definition.namespaced() != object.namespace().isPresent()) {
      problems.add(
          definition.namespaced()
              ? id + " has no namespace"
              : id + " is not namespaced but has one");
    }
    return problems;
  }

  private void load(String group, String kind) {
    for (String text : unread) {
      if (text.contains("\n  group: " + group + "\n")
          && text.contains("\n    kind: " + kind + "\n")) {
        JsonNode spec = ConsumerYaml.readOne(text).path("spec");
        for (JsonNode version : spec.path("versions")) {
          if (version.path("served").asBoolean()) {
            String apiVersion = group + "/" + version.path("name").asString();
            JsonNode openApi = version.at("/schema/openAPIV3Schema");
            definitions.put(
                apiVersion + " " + kind,
                new Definition(
                    spec.path("scope").asString().equals("Namespaced"),
                    REGISTRY.getSchema(StrictSchema.of(openApi))));
          }
        }
      }
    }
  }
}
