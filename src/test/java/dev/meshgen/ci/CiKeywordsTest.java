package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files for GitHub, GitLab and Renovate have the keywords that the schemas of these have, at
 * their places. A runner ignores none of those it does not know: it refuses the file.
 */
class CiKeywordsTest {
  private static final List<String> STEP =
      List.of(
          "id",
          "name",
          "if",
          "run",
          "shell",
          "working-directory",
          "env",
          "uses",
          "with",
          "continue-on-error",
          "timeout-minutes");

  /** What a reader of YAML 1.1, unlike GitHub's, makes of the key {@code on}. */
  private static final String ON = "true";

  private static JsonNode yaml(Path file) throws IOException {
    return ConsumerYaml.readOne(Files.readString(file));
  }

  private static void knows(JsonNode map, String... keywords) {
    knows(map, List.of(keywords));
  }

  private static void knows(JsonNode map, List<String> keywords) {
    assertThat(map.isObject()).as("%s", map).isTrue();
    assertThat(keywords).containsAll(map.propertyNames());
  }

  private static void areSteps(JsonNode steps) {
    assertThat(steps).isNotEmpty();
    for (JsonNode step : steps) {
      knows(step, STEP);
      assertThat(step.has("run")).as("%s", step).isNotEqualTo(step.has("uses"));
      assertThat(step.has("with")).as("%s", step).isIn(false, step.has("uses"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meshgen", "upgrade"})
  void actionsOfGithub(String name) throws IOException {
    JsonNode action = yaml(Path.of(".github/actions", name, "action.yml"));
    knows(action, "name", "author", "description", "inputs", "outputs", "runs", "branding");
    assertThat(action.has("name") && action.has("description")).isTrue();
    for (JsonNode input : action.path("inputs")) {
      knows(input, "description", "required", "default", "deprecationMessage");
      assertThat(input.path("description").asString()).isNotEmpty();
    }
    for (JsonNode output : action.path("outputs")) {
      knows(output, "description", "value");
      assertThat(output.path("value").asString()).startsWith("${{ ").endsWith(" }}");
    }
    knows(action.path("runs"), "using", "steps");
    areSteps(action.at("/runs/steps"));
    action
        .at("/runs/steps")
        .forEach(step -> assertThat(step.has("shell")).isEqualTo(step.has("run")));
  }

  /** That of this repository, and those that the page about automation has people copy. */
  @Test
  void workflowsOfGithub() throws IOException {
    List<JsonNode> workflows = new ArrayList<>(List.of(yaml(Path.of(".github/workflows/ci.yml"))));
    String page = Files.readString(Path.of("src/docs/automation.md"));
    for (String block : groups("(?s)```yaml\n(.*?)```", page)) {
      if (block.contains("\njobs:\n")) {
        workflows.add(ConsumerYaml.readOne(block));
      }
    }
    assertThat(workflows).hasSize(3);
    for (JsonNode workflow : workflows) {
      knows(
          workflow,
          "name",
          "run-name",
          ON,
          "permissions",
          "env",
          "defaults",
          "concurrency",
          "jobs");
      assertThat(workflow.has(ON)).isTrue();
      for (JsonNode job : workflow.path("jobs")) {
        knows(
            job,
            "name",
            "needs",
            "if",
            "permissions",
            "runs-on",
            "env",
            "defaults",
            "steps",
            "timeout-minutes",
            "strategy",
            "concurrency",
            "container",
            "services",
            "outputs");
        assertThat(job.has("runs-on")).isTrue();
        areSteps(job.path("steps"));
      }
    }
  }

  private static List<String> groups(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  @Test
  void theTemplateOfGitlab() throws IOException {
    String text = Files.readString(Path.of("src/dist/ci/gitlab.yml"));
    List<JsonNode> documents = ConsumerYaml.read(text);
    assertThat(documents).as("a header, and what it is for").hasSize(2);
    knows(documents.get(0), "spec");
    knows(documents.get(0).path("spec"), "inputs");
    JsonNode inputs = documents.get(0).at("/spec/inputs");
    for (JsonNode input : inputs) {
      knows(input, "type", "description", "options", "regex", "default", "rules");
      assertThat(!input.has("default") || input.path("default").isString()).isTrue();
    }
    assertThat(groups("\\$\\[\\[ inputs\\.([a-z-]+) ]]", text))
        .containsExactlyInAnyOrderElementsOf(inputs.propertyNames());
    JsonNode job = documents.get(1).path("meshgen");
    assertThat(documents.get(1).size()).isEqualTo(1);
    knows(job, "image", "stage", "rules", "variables", "script", "artifacts");
    job.path("rules").forEach(rule -> knows(rule, "if", "when", "changes", "exists", "variables"));
    job.path("variables").forEach(value -> assertThat(value.isString()).isTrue());
    job.path("script").forEach(line -> assertThat(line.isString()).isTrue());
    JsonNode artifacts = job.path("artifacts");
    knows(artifacts, "when", "expose_as", "paths", "reports", "name", "expire_in", "access");
    assertThat(artifacts.path("when").asString()).isIn("on_success", "on_failure", "always");
    assertThat(artifacts.path("expose_as").asString()).matches("[A-Za-z0-9 _-]{1,100}");
    knows(artifacts.path("reports"), "codequality", "junit");
  }

  @Test
  void thePresetOfRenovate() throws IOException {
    JsonNode preset =
        new JsonMapper().readTree(Files.readString(Path.of("src/dist/ci/renovate.json")));
    knows(preset, "$schema", "description", "customManagers", "packageRules");
    for (JsonNode manager : preset.path("customManagers")) {
      knows(
          manager,
          "customType",
          "description",
          "managerFilePatterns",
          "matchStrings",
          "depNameTemplate",
          "packageNameTemplate",
          "datasourceTemplate",
          "versioningTemplate");
      assertThat(manager.path("customType").asString()).isEqualTo("regex");
      assertThat(manager.path("managerFilePatterns")).isNotEmpty();
      assertThat(manager.path("matchStrings")).isNotEmpty();
    }
    for (JsonNode rule : preset.path("packageRules")) {
      knows(
          rule,
          "description",
          "matchManagers",
          "matchPackageNames",
          "matchUpdateTypes",
          "groupName",
          "enabled");
    }
  }
}
