package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others put beside our files, where an engine reads it. */
class ForeignFilesTest {
  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  @ParameterizedTest
  @CsvSource({
    "clusters/east/config/.argocd-source.yaml,Argo CD",
    "argocd/mesh/.argocd-source-retail-east.yaml,Argo CD",
    "clusters/east/config/.argocd-allow-concurrency,Argo CD",
    "clusters/east/config/Chart.yaml,Argo CD",
    "clusters/east/config/kustomization.yml,Kustomize",
    "clusters/east/trust/Kustomization,Kustomize",
    "clusters/east/values/kustomization.yaml,Kustomize",
    "clusters/east/trust/.sops.yaml,sops",
    "clusters/.gitattributes,Git",
    "discovery/Kustomization,Kustomize"
  })
  void isRefusedIfItChangesWhatIsApplied(String path, String reader) {
    workspace.write("rendered/" + path, "kind: Mine\n");

    for (String command : new String[] {"render --check", "render", "render --dry-run"}) {
      Run run = workspace.run(command.split(" "));

      assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains("rendered/" + path + ": error[MG1028]: " + reader + " reads this file");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsNoWayAround() throws IOException {
    workspace.write("elsewhere", "kind: Kustomization\n");
    Files.createSymbolicLink(
        folder.resolve("rendered/clusters/east/config/Kustomization"), folder.resolve("elsewhere"));

    assertThat(workspace.run("render", "--check").err()).contains("error[MG1028]");
  }

  /** A command that asks for a key may wait for somebody, who does something else meanwhile. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatComesWhileAKeyIsWaitedForIsSeen() throws IOException {
    workspace.delete("rendered/README.md");
    Path command = folder.resolve("key");
    Path mine = folder.resolve("rendered/README.md");
    Path key = folder.resolve(TestMesh.ROOT_KEY);
    // Long enough for any list that was begun too early.
    Files.writeString(
        command, "#!/bin/sh\nsleep 1\necho mine >'" + mine + "'\ncat '" + key + "'\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();

    Run run =
        workspace
            .holdingNothing()
            .with("SOPS_AGE_KEY_CMD", command.toString())
            .run("rotate", "east");

    assertThat(run.err()).contains("rendered/README.md: error[MG1008]");
    assertThat(workspace.read("rendered/README.md")).isEqualTo("mine\n");
  }

  @Test
  void whatSteersAnotherEngineIsNoConcern() {
    workspace.write("rendered/clusters/.sourceignore", "*\n");

    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  /** At the top, too: what reaches the folders below is not a file of the repository alone. */
  @ParameterizedTest
  @ValueSource(strings = {"", "clusters/", "clusters/east/config/"})
  void whatFluxIgnoresIsRefusedAtEveryLevel(String at) {
    TestMesh other = TestMesh.in(folder.resolve("other"));
    Workspace files = other.workspace();
    files.replace(
        "mesh.yaml",
        "argocd:\n      repoURL: https://git.example/platform.git",
        "flux:\n      sourceRef: {name: platform}");
    other.render();
    files.write("rendered/" + at + ".sourceignore", "*\n");

    Run check = files.run("render", "--check");

    assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.err())
        .contains("rendered/" + at + ".sourceignore: error[MG1028]: Flux reads this file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusters/east/config/mine.yaml",
        "argocd/mesh/x.json",
        "clusters/east/config/x.jsonnet",
        "clusters/a.yml"
      })
  void anObjectIsRefusedAndLeftWhereItIs(String path) {
    workspace.write("rendered/" + path, "kind: Mine\n");

    for (String command : new String[] {"render --check", "render", "render --dry-run"}) {
      Run run = workspace.run(command.split(" "));

      assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("rendered/" + path + ": error[MG1029]");
      assertThat(workspace.exists("rendered/" + path)).isTrue();
    }
    assertThat(workspace.run("render", "--check", "--format=github").out())
        .contains("::error file=rendered/" + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CODEOWNERS",
        ".sourceignore",
        ".argocd-source.yaml",
        "kustomization.yaml",
        "mine/kustomization.yaml",
        "clusters/east/config/NOTES.md"
      })
  void whatNobodyAppliesWithTheTreeIsLeftAlone(String path) {
    workspace.write("rendered/" + path, "kind: Mine\n");

    Run check = workspace.run("render", "--check");

    assertThat(check.code()).as(check.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif", "github"})
  void everyDifferenceIsADiagnosticForMachines(String format) {
    workspace.append("rendered/clusters/east/values/istiod.yaml", "pilot: {}\n");
    workspace.delete("rendered/discovery/kustomization.yaml");
    workspace.replace(
        "mesh.yaml",
        "  network: net-west\n",
        "  network: net-west\n  eastWest: {enabled: false}\n");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-west"));
    workspace.replace("mesh.yaml", TestMesh.cluster("south", "net-west"), "");
    workspace.replace("mesh.yaml", "\n  eastWest: {enabled: false}", "");

    Run run = workspace.run("render", "--check", "--format", format);

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out())
        .contains("MG1030")
        .contains("rendered/clusters/east/values/istiod.yaml")
        .contains("the file differs from what the spec compiles to")
        .contains("rendered/discovery/kustomization.yaml", "the file is missing");
  }

  @Test
  void aDryRunListsItsChangesForScripts() {
    workspace.delete("rendered/discovery/kustomization.yaml");
    workspace.append("rendered/clusters/east/values/istiod.yaml", "pilot: {}\n");

    Run run = workspace.run("render", "--dry-run", "--format", "json");

    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.at("/changes/0/kind").asString()).isEqualTo("change");
    assertThat(json.at("/changes/0/path").asString())
        .isEqualTo("rendered/clusters/east/values/istiod.yaml");
    assertThat(json.at("/changes/1/kind").asString()).isEqualTo("create");
    assertThat(run.code()).isZero();
  }
}
