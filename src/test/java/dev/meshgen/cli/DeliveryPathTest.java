package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines look for the tree where it is written. */
class DeliveryPathTest {
  private static final String APPLICATION = "argocd/bootstrap/root.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  private void checkout() {
    workspace.write(".git/HEAD", "ref: refs/heads/main\n");
  }

  private void path(String path) {
    workspace.replace("mesh.yaml", "repoURL: https", "path: " + path + "\n      repoURL: https");
  }

  @Test
  void isTakenFromTheOutputFolderInACheckout() {
    checkout();

    Run run = mesh.render("-o", "mesh/prod/rendered");

    assertThat(workspace.read("mesh/prod/rendered/" + APPLICATION))
        .contains("path: mesh/prod/rendered/argocd/mesh");
    assertThat(run.err()).doesNotContain("MG1023", "of the repository");
    assertThat(workspace.run("render", "--check", "-o", "mesh/prod/rendered").code()).isZero();
  }

  @Test
  void isTheTopWhereTheTreeIsTheCheckout() {
    workspace.write("tree/.git/HEAD", "ref: refs/heads/main\n");

    mesh.render("-o", "tree");

    assertThat(workspace.read("tree/" + APPLICATION)).contains("path: argocd/mesh");
  }

  @Test
  void countsFromTheTopOfALinkedWorkTree() {
    workspace.write("tree/.git", "gitdir: ../elsewhere/.git/worktrees/tree\n");

    mesh.render("-o", "tree/rendered");

    assertThat(workspace.read("tree/rendered/" + APPLICATION))
        .contains("path: rendered/argocd/mesh");
  }

  @Test
  void doesNotDependOnTheSurroundingsWhereItIsSet() {
    path("rendered");
    mesh.render("-o", "a");
    checkout();

    Run run = workspace.run("render", "-o", "a");

    assertThat(run.err())
        .contains(
            "warning[MG1023]: the engine looks for the tree in \"rendered\", but it is written to"
                + " \"a\"",
            "set delivery.argocd.path to a, or remove it",
            "nothing to change");
    assertThat(workspace.run("render", "--check", "--strict", "-o", "a").code())
        .isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void saysWhatItAssumesOutsideOfACheckoutOnce() {
    String assumption =
        "Argo CD will look for the tree in \"rendered\" of the repository; if it is elsewhere, set"
            + " delivery.argocd.path";

    assertThat(mesh.render("-o", "tree").err()).contains(assumption);
    assertThat(mesh.render("-o", "tree").err()).doesNotContain(assumption);
    path("rendered");
    assertThat(mesh.render("-o", "another").err()).contains(assumption);
    assertThat(mesh.render("-o", "mesh/rendered").err()).doesNotContain(assumption);
  }

  @Test
  void refusesToGuessWhatNoPathMayHold() {
    checkout();

    assertThat(workspace.run("render", "-o", "my mesh/rendered").err())
        .contains("MG1023", "render into a folder whose name consists of letters");
  }
}
