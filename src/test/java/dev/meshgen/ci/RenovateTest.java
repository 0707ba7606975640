package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The preset finds the versions of Istio in a spec, as people write them, and no others. */
class RenovateTest {
  private static final JsonNode PRESET = preset();

  private static JsonNode preset() {
    try {
      return new JsonMapper()
          .readTree(Files.readString(Path.of("src/dist/ci/renovate.json")))
          .at("/customManagers/0");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> found(String text) {
    List<String> found = new ArrayList<>();
    for (JsonNode pattern : PRESET.path("matchStrings")) {
      Matcher version = Pattern.compile(pattern.asString()).matcher(text);
      while (version.find()) {
        found.add(version.group("currentValue"));
      }
    }
    return found.stream().sorted().toList();
  }

  @Test
  void findsWhatEveryExampleSays() throws IOException {
    int total = 0;
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        List<String> versions = new ArrayList<>();
        String text = Files.readString(file);
        ConsumerYaml.read(text).forEach(document -> collect(document, versions));
        assertThat(found(text)).as(file.toString()).isEqualTo(versions.stream().sorted().toList());
        total += versions.size();
      }
    }
    assertThat(total).isGreaterThan(20);
  }

  private static void collect(JsonNode node, List<String> versions) {
    JsonNode version = node.path("istio").path("version");
    if (version.asString("").matches("\\d+\\.\\d+\\.\\d+")) {
      versions.add(version.asString());
    }
    node.forEach(each -> collect(each, versions));
  }

  @Test
  void takesOtherVersionsForWhatTheyAre() {
    assertThat(
            found(
                "kind: Mesh\nspec:\n    istio: # ours\n\n        hub: x\n        version: '1.30.1'\n"))
        .containsExactly("1.30.1");
    assertThat(found("spec:\n  istio:\r\n    version: \"1.30.2\"\r\n")).containsExactly("1.30.2");
    assertThat(found("spec:\n  istio: {revision: a,\n    version: 1.30.3}\n"))
        .containsExactly("1.30.3");
    assertThat(
            found(
                """
                spec:
                  istio:
                    revision: stable
                    values:
                      version: 9.9.9
                  kubernetes:
                    version: 1.34.2
                """))
        .isEmpty();
  }

  @Test
  void looksIntoFilesOfSpecs() {
    Pattern files =
        Pattern.compile(PRESET.at("/managerFilePatterns/0").asString().replaceAll("^/|/$", ""));
    assertThat(List.of("mesh.yaml", "infra/mesh/eu.yml", "cluster-2.yaml"))
        .allMatch(file -> files.matcher(file).find());
    assertThat(List.of("package.json", "values.yaml", "mesh.yaml.bak"))
        .noneMatch(file -> files.matcher(file).find());
  }
}
