package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that changes a tree, run in the wrong folder, begins no other mesh there. */
class TreeMissingTest {
  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() {
    workspace = TestMesh.rendered(folder).workspace();
    workspace.holding(TestMesh.ROOT_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotate east",
        "trust rotate intermediate east",
        "trust rotate root distribute",
        "trust revoke east",
        "trust revoke --dry-run east",
        "reseal",
        "credential add east --from-file token",
        "credential remove east",
        "render --remove gone",
        "render --check --remove gone",
      })
  void isSaidAndNothingIsBegun(String command) {
    workspace.write("token", AccountToken.lasting().secret());

    Run run = workspace.run((command + " -o elsewhere").split(" "));

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("elsewhere: error[MG1140]: the folder holds no tree of mesh", "-o")
        .doesNotContain("minted");
    assertThat(workspace.exists("elsewhere")).isFalse();
  }

  @Test
  void isBegunByARender() {
    assertThat(workspace.run("render", "-o", "elsewhere").err()).contains("minted the root");
  }
}
