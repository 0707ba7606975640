package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaving out a file is no way to delete a cluster. */
class GoneClustersTest {
  @TempDir Path folder;

  private Workspace workspace;
  private SortedMap<String, String> before;

  @BeforeEach
  void render() {
    workspace = TestMesh.rendered(folder).workspace();
    workspace.replace("mesh.yaml", TestMesh.cluster("west", "net-west"), "");
    before = workspace.tree("rendered");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "render",
        "render --check",
        "render --dry-run",
        "render --frozen",
        "rotate east",
        "credential remove east"
      })
  void keepsAClusterThatTheSpecDoesNotHave(String command) {
    Run run = workspace.holding(TestMesh.ROOT_KEY).run(command.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(
            "rendered/clusters/west/meshgen.lock: error[MG1216]: cluster \"west\" is in the"
                + " committed tree and not in the spec",
            "commit `state: detached` first, or run `meshgen render --remove west`");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void letsItGoByName() {
    assertThat(workspace.run("render", "--dry-run", "--remove", "west").code()).isZero();
    assertThat(workspace.run("render", "--remove", "west").code()).isZero();

    assertThat(workspace.tree("rendered").keySet()).noneMatch(path -> path.contains("west"));
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void letsItGoAgainWhereItHasGone() {
    workspace.run("render", "--remove", "west");

    Run again = workspace.run("render", "--remove", "west");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("\"west\" is not in rendered");
  }

  @Test
  void doesNotTakeAnotherNameForIt() {
    Run run = workspace.run("render", "--remove", "wst");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("MG1216", "\"wst\" is not in rendered");
  }

  @Test
  void removesNoClusterThatTheSpecHas() {
    Run run = workspace.run("render", "--remove", "west", "--remove", "east");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("\"east\" is still in the spec");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void namesAllInOneDiagnostic() {
    String spec = workspace.read("mesh.yaml");
    for (int i = 0; i < 10; i++) {
      workspace.append("mesh.yaml", TestMesh.cluster("c" + i, "net-" + i));
    }
    workspace.holding(TestMesh.ROOT_KEY).run("render", "--remove", "west");
    workspace.write("mesh.yaml", spec);

    Run run = workspace.run("render");

    assertThat(run.err())
        .containsOnlyOnce("MG1216]")
        .contains("clusters \"c0\", \"c1\"", "\"c7\" and 2 more are", "--remove CLUSTER");
  }

  @Test
  void saysThatARenamedClusterIsAnother() {
    workspace.append("mesh.yaml", TestMesh.cluster("western", "net-west"));
    workspace.holding(TestMesh.ROOT_KEY);

    assertThat(workspace.run("render").err()).contains("error[MG1216]", "warning[MG1219]");
    assertThat(workspace.run("render", "--remove", "west").err())
        .contains(
            "warning[MG1219]: \"western\" looks like \"west\" with another name",
            "\"Renaming a cluster\" in src/docs/operations.md")
        .doesNotContain("MG1216");
  }

  @Test
  void takesALockThatCannotBeReadForThatOfAClusterThatIsThere() {
    workspace.write("rendered/clusters/west/meshgen.lock", "<<<<<<< ours\n");

    assertThat(workspace.run("render").err()).contains("MG1216");
  }
}
