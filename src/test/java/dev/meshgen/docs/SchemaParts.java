package dev.meshgen.docs;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.AuthorityType;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of the schemas that kinds of engines, of authorities and of keys have in their own
 * folders, beside their code: each is {@code <name>.schema.json}, by its name in the spec. The
 * published schemas are made of them.
 */
final class SchemaParts {
  /** What the definition of the recipients of a kind is called, behind the name of the kind. */
  static final String RECIPIENTS = "Recipients";

  private static final Path SOURCES = Path.of("src/main/java/dev/meshgen");
  private static final String SUFFIX = ".schema.json";
  private static final JsonMapper JSON = new JsonMapper();

  private SchemaParts() {}

  static List<String> engines() {
    return Engines.TYPES.stream().map(EngineType::id).toList();
  }

  static List<String> authorities() {
    return Authorities.TYPES.stream().map(AuthorityType::id).toList();
  }

  /** By name: what the spec calls a list of recipients of that kind, and its schema. */
  static SortedMap<String, JsonNode> recipients() {
    return below("seal/sops");
  }

  /** All parts in the folders of a package, by name. */
  static SortedMap<String, JsonNode> below(String folder) {
    SortedMap<String, JsonNode> parts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
      for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
        parts.put(
            file.getFileName().toString().replace(SUFFIX, ""),
            JSON.readTree(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts;
  }

  /** Puts the parts into a schema, instead of those that it has. */
  static void into(String file, JsonNode schema) {
    if (file.equals("mesh")) {
      JsonNode spec = schema.at("/properties/spec/properties");
      Map<String, JsonNode> engines = engines("Mesh.spec.delivery");
      put((ObjectNode) spec.at("/delivery/properties"), engines);
      Map<String, JsonNode> authorities = new LinkedHashMap<>();
      Map<String, JsonNode> found = below("authority");
      authorities().forEach(name -> authorities.put(name, found.get(name)));
      put((ObjectNode) spec.at("/trust/properties/authority/properties"), authorities);
    } else {
      ObjectNode delivery =
          (ObjectNode) schema.at("/$defs/clusterSpec/properties/delivery/properties");
      Map<String, JsonNode> engines = new LinkedHashMap<>();
      engines.put("engine", delivery.get("engine"));
      engines.putAll(engines("Cluster.spec.delivery"));
      put(delivery, engines);
      putRecipients((ObjectNode) schema.path("$defs"));
    }
  }

  private static Map<String, JsonNode> engines(String place) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    Map<String, JsonNode> found = below("delivery");
    for (String engine : engines()) {
      Optional.ofNullable(found.get(engine))
          .flatMap(both -> both.optional(place))
          .ifPresent(part -> parts.put(engine, part));
    }
    return parts;
  }

  /** Where the first of them is; the other definitions keep their places. */
  private static void putRecipients(ObjectNode definitions) {
    Map<String, JsonNode> complete = new LinkedHashMap<>();
    definitions
        .properties()
        .forEach(
            each -> {
              if (each.getKey().endsWith(RECIPIENTS)) {
                recipients().forEach((name, part) -> complete.put(name + RECIPIENTS, part));
              } else {
                complete.put(each.getKey(), each.getValue());
              }
            });
    put(definitions, complete);
  }

  private static void put(ObjectNode place, Map<String, JsonNode> properties) {
    place.removeAll();
    properties.forEach(place::set);
  }
}
