package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What these files name is there, and nothing in them may be swapped or injected. */
class CiFilesTest {
  private static final Path ACTIONS = Path.of(".github/actions");

  private static JsonNode action(String name) throws IOException {
    return ConsumerYaml.readOne(Files.readString(ACTIONS.resolve(name).resolve("action.yml")));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"meshgen", "upgrade"})
  void anActionNamesWhatItHas(String name) throws IOException {
    String text = Files.readString(ACTIONS.resolve(name).resolve("action.yml"));
    JsonNode action = action(name);
    assertThat(action.at("/runs/using").asString()).isEqualTo("composite");
    Set<String> used = new TreeSet<>(matches("(?<=inputs\\.)[a-z-]+", text));
    assertThat(used).isEqualTo(new TreeSet<>(action.path("inputs").propertyNames()));
    List<String> ids = new ArrayList<>();
    for (JsonNode step : action.at("/runs/steps")) {
      ids.add(step.path("id").asString(""));
      if (step.has("uses")) {
        assertThat(step.path("uses").asString()).matches(".+@[0-9a-f]{40}");
        continue;
      }
      String run = step.path("run").asString();
      assertThat(run).as("inputs reach scripts through the environment").doesNotContain("${{");
      assertThat(step.path("shell").asString()).isEqualTo("bash");
      matches("(?<=GITHUB_ACTION_PATH/)[./a-z]+", run)
          .forEach(
              script ->
                  assertThat(ACTIONS.resolve(name).resolve(script).normalize()).isExecutable());
    }
    assertThat(ids).containsAll(matches("(?<=steps\\.)[a-z]+(?=\\.outputs)", text));
  }

  @Test
  void everyOutputIsWrittenByAScript() throws IOException {
    for (String name : List.of("meshgen", "upgrade")) {
      String text = Files.readString(ACTIONS.resolve(name).resolve("action.yml"));
      String scripts =
          Files.readString(ACTIONS.resolve("meshgen/install"))
              + Files.readString(ACTIONS.resolve("meshgen/review"))
              + Files.readString(ACTIONS.resolve("upgrade/propose"));
      for (String output : matches("(?<=\\.outputs\\.)[a-z-]+", text)) {
        assertThat(scripts).contains("say " + output + " ");
      }
    }
  }

  @Test
  void theHooksCheckAndDoNotWrite() throws IOException {
    JsonNode hooks = ConsumerYaml.readOne(Files.readString(Path.of(".pre-commit-hooks.yaml")));
    assertThat(hooks).hasSize(2);
    for (JsonNode hook : hooks) {
      assertThat(hook.path("entry").asString()).isEqualTo("meshgen render --check");
      assertThat(hook.path("pass_filenames").asBoolean()).isFalse();
    }
    assertThat(Path.of("meshgen")).isExecutable();
  }

  @Test
  void thePluginOfArgoCdAsksForWhatTheCommandReads() throws IOException {
    JsonNode plugin =
        ConsumerYaml.readOne(Files.readString(Path.of("src/dist/plugins/plugin.yaml")));
    assertThat(plugin.path("kind").asString()).isEqualTo("ConfigManagementPlugin");
    assertThat(plugin.at("/spec/generate/command").toString())
        .isEqualTo("[\"meshgen\",\"plugin\",\"cmp\"]");
    List<String> names = new ArrayList<>();
    plugin.at("/spec/parameters/static").forEach(each -> names.add(each.path("name").asString()));
    assertThat(names).containsExactly("cluster", "layers", "spec", "tree");
  }
}
