package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The oldest Argo CD that takes the trees, by the fields that they use. An older API server drops a
 * field that it does not know, or refuses the object.
 */
@ExtendWith(Renderings.class)
class EngineVersionTest {
  /**
   * Fields that its CustomResourceDefinitions got late, and since when: found by comparing all
   * paths of the trees with the definitions of 3.0.0, 3.1.0, 3.2.0, 3.3.0, 3.4.0 and 3.5.1.
   */
  private static final Map<String, Integer> SINCE_3 =
      Map.of(
          "Application.spec.syncPolicy.automated.enabled", 1,
          "Application.spec.syncPolicy.retry.refresh", 2,
          "AppProject.spec.clusterResourceWhitelist.name", 3);

  @ParameterizedTest
  @MethodSource("dev.meshgen.conformance.ArgoCdTest#ofArgoCd")
  void theReadmeNamesTheOldestArgoCdThatTakesEveryField(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Set<String> fields = new TreeSet<>();
    for (Manifest object : rendering.manifests()) {
      if (object.group().equals("argoproj.io")) {
        collect(object.json(), object.kind(), fields);
      }
    }
    int needed = fields.stream().mapToInt(field -> SINCE_3.getOrDefault(field, 0)).max().orElse(0);
    assertThat(fields).containsAll(SINCE_3.keySet());
    assertThat(rendering.text("README.md")).contains("Argo CD 3." + needed + " or newer");
  }

  @ParameterizedTest
  @MethodSource("dev.meshgen.conformance.ArgoCdTest#ofArgoCd")
  void theDocumentationSaysTheSame(Variant variant, Renderings renderings) throws IOException {
    String readme = renderings.of(variant).text("README.md");
    int at = readme.indexOf("needs Argo CD ");
    String words = readme.substring(at + "needs ".length(), readme.indexOf(" or newer", at));
    assertThat(Files.readString(Path.of("src/docs/concepts.md"))).contains(words + " or newer");
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
