package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Shared;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The oldest release of an engine that takes the trees, by the fields that they use. An older API
 * server drops a field that it does not know, or refuses the object. Each field is listed with its
 * first release; one that is not has to be looked up in the definitions of the releases.
 */
@ExtendWith(Renderings.class)
class EngineVersionTest {
  private static final Path LISTS = Path.of("src/test/resources/engine-fields");
  private static final Comparator<String> RELEASES =
      Comparator.comparing((String release) -> Integer.parseInt(release.split("\\.")[0]))
          .thenComparing(release -> Integer.parseInt(release.split("\\.")[1]));

  private static SortedMap<String, String> listed(String engine) throws IOException {
    SortedMap<String, String> since = new TreeMap<>();
    for (String line : Files.readAllLines(LISTS.resolve(engine + ".txt"))) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ");
        since.put(words[1], words[0]);
      }
    }
    return since;
  }

  /** The oldest release that knows all fields that a tree has. */
  private static String needed(Rendering rendering, String group, String engine)
      throws IOException {
    SortedMap<String, String> since = listed(engine);
    Set<String> fields = new TreeSet<>();
    for (Manifest object : rendering.manifests()) {
      if (object.group().endsWith(group)) {
        collect(object.json().path("spec"), object.kind() + ".spec", fields);
      }
    }
    assertThat(since.keySet()).as("looked up").containsAll(fields);
    return fields.stream().map(since::get).max(RELEASES).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("dev.meshgen.conformance.ArgoCdTest#ofArgoCd")
  void theReadmeNamesTheOldestArgoCdThatTakesEveryField(Variant variant, Renderings renderings)
      throws IOException {
    Rendering rendering = renderings.of(variant);
    String words = "Argo CD " + needed(rendering, "argoproj.io", "argocd") + " or newer";

    assertThat(rendering.text("README.md")).contains(words);
    assertThat(Files.readString(Path.of("src/docs/concepts.md"))).contains(words);
  }

  @Test
  void theDocumentationNamesTheOldestFluxThatTakesEveryField(Renderings renderings)
      throws IOException {
    Set<String> releases = new TreeSet<>(RELEASES);
    for (Variant variant : FluxTest.ofFlux()) {
      releases.add(needed(renderings.of(variant), ".toolkit.fluxcd.io", "flux"));
    }

    assertThat(Files.readString(Path.of("src/docs/concepts.md")))
        .contains("Flux " + Collections.max(releases, RELEASES) + " or newer");
  }

  @Tag("upstream-data")
  @ParameterizedTest
  @CsvSource({"argocd, argo-cd-3.5.1.yaml", "flux, flux-2.9.yaml"})
  void everyListedFieldIsInTheDefinitions(String engine, String definitions) throws IOException {
    Set<String> known = new TreeSet<>();
    for (String text : Files.readString(Shared.CRDS.resolve(definitions)).split("(?m)^---.*$")) {
      for (JsonNode definition : ConsumerYaml.read(text)) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
          JsonNode schema = version.at("/schema/openAPIV3Schema/properties/spec");
          define(schema, spec.at("/names/kind").asString() + ".spec", known);
        }
      }
    }
    assertThat(known).containsAll(listed(engine).keySet());
  }

  private static void define(JsonNode schema, String path, Set<String> known) {
    known.add(path);
    JsonNode item =
        schema.path("type").asString("").equals("array") ? schema.path("items") : schema;
    item.path("properties")
        .properties()
        .forEach(entry -> define(entry.getValue(), path + "." + entry.getKey(), known));
  }

  private static void collect(JsonNode node, String path, Set<String> fields) {
    fields.add(path);
    if (node.isArray()) {
      node.forEach(item -> collect(item, path, fields));
    } else {
      node.properties()
          .forEach(entry -> collect(entry.getValue(), path + "." + entry.getKey(), fields));
    }
  }
}
