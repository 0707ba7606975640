package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root that no one can open is useless. */
class TrustRecipientsTest {
  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace().trustingNobody();
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "render --dry-run"})
  void mintsNoRootForStrangers(String command) {
    Run run = workspace.run(command.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains(
            "error[MG1024]: the new root would be sealed for " + mesh.rootRecipient(),
            "`meshgen render --trust-recipients`");
    assertThat(workspace.exists("rendered/trust")).isFalse();
  }

  @Test
  void theIdentityOfTheClustersIsNotThatOfTheRoot() {
    workspace.holding(TestMesh.CLUSTERS_KEY);

    assertThat(workspace.run("render").err()).contains("MG1024");
  }

  /** Where the identity was looked for in vain, so that a typo in a path is seen. */
  @Test
  void saysWhereItLooked() {
    workspace.with("SOPS_AGE_KEY_FILE", "/nowhere/keys.txt");

    assertThat(workspace.run("render").err())
        .contains("; SOPS_AGE_KEY_FILE (/nowhere/keys.txt) does not exist");
  }

  @Test
  void mintsOneThatIsOpenedHere() {
    workspace.holding(TestMesh.ROOT_KEY);

    assertThat(mesh.render().err()).contains("minted the root of mesh retail, SHA-256 ");
  }

  @Test
  void mintsOneForStrangersThatAreTrusted() {
    assertThat(mesh.render("--trust-recipients").err()).contains("minted the root");
    assertThat(workspace.run("render").code()).isZero();
  }
}
