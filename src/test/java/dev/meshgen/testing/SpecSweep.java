package dev.meshgen.testing;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every path of the schemas, and a spec that is valid but for what a test puts there. A field is
 * put into the first example that says something about its parent.
 */
public final class SpecSweep {
  private static final List<String> EXAMPLES =
      List.of(
          "multi-primary-multi-network",
          "multi-primary-multi-network-flux",
          "revisions",
          "discovery-groups",
          "ambient-multi-primary",
          "external-control-plane",
          "primary-remote-multi-network",
          "gateway-api",
          "sail");

  private final Schemas schemas = new Schemas();
  private final List<List<JsonNode>> specs;

  /** Of examples that say a little about everything, and of the first for each engine. */
  public SpecSweep() {
    this(
        Stream.concat(
                EXAMPLES.stream().map(SpecSweep::example),
                Engines.TYPES.stream().map(SpecSweep::deliveredBy))
            .toList());
  }

  private SpecSweep(List<List<JsonNode>> specs) {
    this.specs = specs;
  }

  /** Of one example, and only of what it says. */
  public static SpecSweep of(String example) {
    return new SpecSweep(List.of(example(example)));
  }

  /** The places at which it says something. */
  public List<Place> written() {
    return places().stream()
        .filter(
            place -> specs.stream().anyMatch(spec -> says(documentOf(spec, place), place.steps())))
        .toList();
  }

  /**
   * One field of a document.
   *
   * @param kind of the document
   * @param steps to the field; {@code [0]} is an entry of a list
   */
  public record Place(String kind, List<String> steps, SchemaField field) {
    @Override
    public String toString() {
      return kind + " " + String.join(".", steps);
    }
  }

  private static List<JsonNode> example(String name) {
    try {
      return ConsumerYaml.read(Files.readString(Path.of("examples", name, "mesh.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> deliveredBy(EngineType engine) {
    List<JsonNode> documents = example(EXAMPLES.get(0));
    String delivery = String.join("\n", engine.initial().shortest());
    ((ObjectNode) documents.get(0).path("spec"))
        .set("delivery", ConsumerYaml.read(delivery).get(0));
    return documents;
  }

  /** Every field of both kinds of documents, layers of the mesh included. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (String kind : Schemas.KINDS) {
      below(kind, List.of(), schemas.fields(kind), places);
    }
    return places;
  }

  private static void below(
      String kind, List<String> path, SchemaField parent, List<Place> places) {
    for (SchemaField field : parent.fields().values()) {
      add(kind, path, field.name(), field, places);
    }
    parent.items().ifPresent(item -> add(kind, path, "[0]", item, places));
    if (parent.shape().open() || parent.shape().others().isPresent()) {
      add(kind, path, "anything", parent.shape().others().orElse(parent), places);
    }
  }

  private static void add(
      String kind, List<String> path, String step, SchemaField field, List<Place> places) {
    List<String> steps = new ArrayList<>(path);
    steps.add(step);
    places.add(new Place(kind, List.copyOf(steps), field));
    if (steps.size() < 12 && !step.equals("anything")) {
      below(kind, steps, field, places);
    }
  }

  /** A spec in which this value is at a place, in JSON, which is YAML too. */
  public String with(Place place, JsonNode value) {
    return with(Map.of(place, value));
  }

  /** A spec in which values are at places of one of the {@link #groups}. */
  public String with(Map<Place, JsonNode> values) {
    List<JsonNode> example = specOf(values.keySet().iterator().next());
    List<JsonNode> documents = example.stream().map(JsonNode::deepCopy).toList();
    values.forEach(
        (place, value) ->
            // By the example: the copy may say nothing true of its kind any more.
            put(documents.get(example.indexOf(documentOf(example, place))), place.steps(), value));
    return documents.stream().map(JsonNode::toPrettyString).collect(Collectors.joining("\n---\n"));
  }

  /** Places in groups that fit into one spec: none is in another, and the example is one. */
  public List<List<Place>> groups(int most, Predicate<Place> which) {
    List<List<Place>> groups = new ArrayList<>();
    for (Place place : places().stream().filter(which).toList()) {
      Optional<List<Place>> home =
          groups.stream().filter(group -> group.size() < most && fits(place, group)).findFirst();
      if (home.isPresent()) {
        home.get().add(place);
      } else {
        groups.add(new ArrayList<>(List.of(place)));
      }
    }
    return groups;
  }

  private boolean fits(Place place, List<Place> group) {
    return specOf(place) == specOf(group.get(0))
        && group.stream().noneMatch(other -> isWithin(place, other) || isWithin(other, place));
  }

  private static boolean isWithin(Place place, Place other) {
    int depth = other.steps().size();
    return place.kind().equals(other.kind())
        && place.steps().size() >= depth
        && place.steps().subList(0, depth).equals(other.steps());
  }

  /** The example that a place is put into, as it is. */
  public String original(Place place) {
    return specOf(place).stream()
        .map(JsonNode::toPrettyString)
        .collect(Collectors.joining("\n---\n"));
  }

  /** The same with all that a field lies in, as far as it is an object, but without the field. */
  public String around(Place place) {
    List<JsonNode> example = specOf(place);
    List<JsonNode> documents = example.stream().map(JsonNode::deepCopy).toList();
    JsonNode node = documents.get(example.indexOf(documentOf(example, place)));
    put(node, place.steps(), JsonNodeFactory.instance.nullNode());
    for (String step : place.steps().subList(0, place.steps().size() - 1)) {
      node = step.equals("[0]") ? node.path(0) : node.path(step);
    }
    if (node instanceof ObjectNode object) {
      object.remove(place.steps().get(place.steps().size() - 1));
    }
    return documents.stream().map(JsonNode::toPrettyString).collect(Collectors.joining("\n---\n"));
  }

  private List<JsonNode> specOf(Place place) {
    for (int length = place.steps().size(); length > 0; length--) {
      List<String> path = place.steps().subList(0, length);
      Optional<List<JsonNode>> found =
          specs.stream().filter(spec -> says(documentOf(spec, place), path)).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    return specs.get(0);
  }

  private static boolean says(JsonNode document, List<String> path) {
    JsonNode node = document;
    for (String step : path) {
      node = step.equals("[0]") ? node.path(0) : node.path(step);
    }
    return !node.isMissingNode();
  }

  private static JsonNode documentOf(List<JsonNode> spec, Place place) {
    return spec.stream()
        .filter(document -> document.path("kind").asString().equals(place.kind()))
        .findFirst()
        .orElseThrow();
  }

  private static void put(JsonNode document, List<String> steps, JsonNode value) {
    JsonNode node = document;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean last = i == steps.size() - 1;
      JsonNode next = last ? value : parent(node, step, steps.get(i + 1));
      if (node instanceof ArrayNode array) {
        if (array.isEmpty()) {
          array.add(next);
        } else {
          array.set(0, next);
        }
      } else {
        ((ObjectNode) node).set(step, next);
      }
      node = next;
    }
  }

  /** What already exists; otherwise something of the right type. */
  private static JsonNode parent(JsonNode node, String step, String below) {
    JsonNode there = step.equals("[0]") ? node.path(0) : node.path(step);
    boolean list = below.equals("[0]");
    if (list ? there.isArray() : there.isObject()) {
      return there;
    }
    return list ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
  }
}
