package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SmallMesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The script of the template, run as GitLab's runner runs it: bash, which stops at an error. */
@Tag("conformance")
class GitlabTemplateTest {
  private static final Path CI = Path.of("src/dist/ci").toAbsolutePath();

  private final GitlabDouble gitlab = new GitlabDouble();
  @TempDir private Path folder;
  private Job job;
  private String base;

  @BeforeEach
  void mergeRequest() throws IOException {
    job = new Job(folder);
    job.must("git", "init", "--quiet", "--initial-branch=main");
    job.write("mesh/mesh.yaml", SmallMesh.SPEC);
    job.must("meshgen", "render", "-f", "mesh", "-o", "mesh/rendered", "--trust-recipients");
    base = job.commit("a mesh");
    Path ci = Files.createDirectories(job.launcher().resolveSibling("ci"));
    Path note = Files.copy(CI.resolve("gitlab-note"), ci.resolve("gitlab-note"));
    assertThat(note.toFile().canExecute()).isTrue();
    job.with("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
  }

  @AfterEach
  void stop() {
    gitlab.close();
  }

  private static List<JsonNode> template() throws IOException {
    return ConsumerYaml.read(Files.readString(CI.resolve("gitlab.yml")));
  }

  private Job.Step run(String failOn) throws IOException {
    JsonNode script = template().get(1).at("/meshgen/script");
    assertThat(script.size()).isEqualTo(1);
    Map<String, String> inputs = Map.of("spec", "mesh", "tree", "mesh/rendered", "fail-on", failOn);
    template()
        .get(1)
        .at("/meshgen/variables")
        .properties()
        .forEach(
            variable -> {
              String value = variable.getValue().asString();
              for (Map.Entry<String, String> input : inputs.entrySet()) {
                value = value.replace("$[[ inputs." + input.getKey() + " ]]", input.getValue());
              }
              job.with(variable.getKey(), value);
            });
    return job.run(List.of("bash", "-eo", "pipefail", "-c", script.get(0).asString()));
  }

  private void letEverybodyIn() {
    job.write(
        "mesh/mesh.yaml",
        SmallMesh.SPEC.replace("delivery:", "security: {mtls: permissive}\n  delivery:"));
    job.must("meshgen", "render", "-f", "mesh", "-o", "mesh/rendered");
    job.commit("let everybody in");
  }

  private void withToken() {
    job.with("MESHGEN_NOTE_TOKEN", GitlabDouble.TOKEN)
        .with("CI_API_V4_URL", gitlab.address())
        .with("CI_PROJECT_ID", "42")
        .with("CI_MERGE_REQUEST_IID", "7");
  }

  @Test
  void leavesReportsForTheMergeRequest() throws IOException {
    letEverybodyIn();
    Job.Step step = run("security");

    assertThat(step.code()).as(step.err()).isEqualTo(1);
    assertThat(step.out()).contains("security");
    assertThat(new JsonMapper().readTree(job.read("meshgen-quality.json")).isArray()).isTrue();
    assertThat(job.read("meshgen-diff.md")).contains("MD0401");
    assertThat(job.read("meshgen-diff.xml")).contains("<failure");
    assertThat(template().get(1).at("/meshgen/artifacts").toString())
        .contains("meshgen-quality.json", "meshgen-diff.md", "meshgen-diff.xml");
  }

  @Test
  void writesOneNoteAndUpdatesIt() throws IOException {
    String mark = "<!-- meshgen: mesh/rendered -->\n";
    withToken();
    run("").succeeded();
    assertThat(gitlab.notes()).as("nothing has changed").isEmpty();

    gitlab.note(1, mark + "of somebody else");
    for (int i = 0; i < 120; i++) {
      gitlab.note(1, "about something else");
    }
    letEverybodyIn();
    run("").succeeded();
    assertThat(gitlab.notes()).hasSize(122);
    assertThat(gitlab.notes().get(0)).isEqualTo(mark + "of somebody else");
    assertThat(gitlab.notes().get(121)).isEqualTo(mark + job.read("meshgen-diff.md"));

    job.with("CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD");
    run("").succeeded();
    assertThat(gitlab.notes()).hasSize(122);
    assertThat(gitlab.notes().get(121)).isEqualTo(mark + "### meshgen: no changes\n");
  }

  @Test
  void aTreeThatIsStaleFails() throws IOException {
    job.write("mesh/mesh.yaml", SmallMesh.SPEC.replace("network: one", "network: two"));
    Job.Step step = run("");

    assertThat(step.code()).isEqualTo(1);
    assertThat(new JsonMapper().readTree(job.read("meshgen-quality.json")).size()).isPositive();
  }
}
