package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the tree is written, when not, and what happens in between. */
class WritingTest {
  @TempDir Path folder;

  private Workspace workspace;
  private SortedMap<String, String> before;

  @BeforeEach
  void render() {
    workspace = TestMesh.rendered(folder).workspace().holding(TestMesh.ROOT_KEY);
    before = workspace.tree("rendered");
  }

  @Test
  void listsWhatWouldChangeAndWritesNothing() {
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    workspace.replace("mesh.yaml", TestMesh.cluster("east", "net-east"), "");

    Run run = workspace.run("render", "--dry-run", "--remove", "east");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains(
            "+ rendered/clusters/south/trust/cacerts.sops.yaml",
            "~ rendered/README.md",
            "- rendered/clusters/east/meshgen.lock");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void doesNotEvenMakeTheFolderInADryRun() {
    Run run = workspace.run("render", "--dry-run", "-o", "elsewhere/deep");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(before.size())
        .allMatch(line -> line.startsWith("+ elsewhere/deep/"));
    assertThat(workspace.exists("elsewhere")).isFalse();
    assertThat(workspace.run("render", "--check", "-o", "elsewhere").code())
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(workspace.exists("elsewhere")).isFalse();
  }

  @Test
  void mintsNothingWhenFrozen() {
    Run run = workspace.run("render", "--frozen", "-o", "elsewhere");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(
            "elsewhere/trust/root-ca.sops.yaml: error[MG1007]",
            "elsewhere/clusters/west/trust/cacerts.sops.yaml: error[MG1007]");
    assertThat(workspace.exists("elsewhere")).isFalse();
  }

  @Test
  void rendersWhatNeedsNoKeyWhenFrozen() {
    workspace.holdingNothing().replace("mesh.yaml", "platform: eks", "platform: gke");

    Run run = workspace.run("render", "--frozen");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            "README.md",
            "argocd/prerequisites/argocd-cm-autoscaling.yaml",
            "clusters/east/meshgen.lock",
            "clusters/east/values/eastwestgateway.yaml",
            "clusters/west/meshgen.lock",
            "clusters/west/values/eastwestgateway.yaml");
  }

  @Test
  void leavesNoTraceOfItsOwnWorkings() {
    assertThat(before.keySet())
        .noneMatch(path -> path.contains(".meshgen") || path.endsWith(".tmp"));
  }

  @Test
  void finishesWhatAnInterruptedRunHadBegun() throws IOException {
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    // Where the temporary file of the README would go: all that is sealed is written before it.
    for (int entry = 0; entry < 100; entry++) {
      Files.createDirectory(folder.resolve("rendered/.meshgen-" + entry + ".tmp"));
    }
    Run interrupted = workspace.run("render");
    assertThat(interrupted.code()).as(interrupted.err()).isEqualTo(ExitCode.ENVIRONMENT);
    for (int entry = 0; entry < 100; entry++) {
      Files.deleteIfExists(folder.resolve("rendered/.meshgen-" + entry + ".tmp"));
    }
    assertThat(workspace.exists("rendered/.meshgen/journal")).isTrue();
    String sealed = workspace.read("rendered/clusters/south/trust/cacerts.sops.yaml");
    workspace.holdingNothing();

    Run check = workspace.run("render", "--check");
    assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.err()).contains("an interrupted run left rendered incomplete");

    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("completed an interrupted run");
    assertThat(workspace.read("rendered/clusters/south/trust/cacerts.sops.yaml")).isEqualTo(sealed);
    assertThat(workspace.run("render", "--check").code()).isZero();
    assertThat(workspace.tree("rendered").keySet()).noneMatch(path -> path.contains(".meshgen"));
  }
}
