package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every push runs what the README tells a reader to run, and nothing that may be swapped. */
class WorkflowTest {
  private static final Path FILE = Path.of(".github/workflows/ci.yml");

  @Test
  void runsTheCommandsOfTheReadme() throws IOException {
    Page.Block first =
        Page.read(Page.README).blocks().stream()
            .filter(block -> block.language().equals("sh"))
            .findFirst()
            .orElseThrow();
    assertThat(steps("run")).containsSubsequence(first.text().lines().toList()).contains(".ci/run");
  }

  @Test
  void namesActionsByTheirCommit() throws IOException {
    assertThat(steps("uses")).isNotEmpty().allMatch(action -> action.matches(".+@[0-9a-f]{40}"));
  }

  @Test
  void mayReadTheRepositoryAndNoMore() throws IOException {
    assertThat(workflow().at("/permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
  }

  private static List<String> steps(String key) throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode job : workflow().path("jobs")) {
      for (JsonNode step : job.path("steps")) {
        if (step.has(key)) {
          found.add(step.path(key).asString());
        }
      }
    }
    return found;
  }

  private static JsonNode workflow() throws IOException {
    return ConsumerYaml.readOne(Files.readString(FILE));
  }
}
