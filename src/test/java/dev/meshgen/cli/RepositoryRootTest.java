package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tree that is the repository itself, and not a folder of it. */
class RepositoryRootTest {
  private static final String ARGOCD =
      "    argocd:\n      repoURL: https://git.example/platform.git\n";

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void spec() {
    workspace = TestMesh.in(folder).workspace();
  }

  @Test
  void isWhatArgoCdReads() {
    workspace.replace("mesh.yaml", ARGOCD, ARGOCD + "      path: .\n");

    assertThat(workspace.run("render").code()).isZero();

    assertThat(workspace.read("rendered/argocd/bootstrap/root.yaml"))
        .contains("    path: argocd/mesh\n");
    assertThat(workspace.read("rendered/argocd/mesh/clusters/east.yaml"))
        .contains("    path: argocd/clusters/east\n");
    assertThat(workspace.read("rendered/argocd/clusters/east/istiod.yaml"))
        .contains("\"$values/clusters/east/values/istiod.yaml\"\n")
        .contains("manifest-generate-paths: /clusters/east/values\n");
    assertThat(workspace.read("rendered/argocd/clusters/east/trust.yaml"))
        .contains("    path: clusters/east/trust\n");
    assertThat(workspace.read("rendered/README.md")).contains(" argocd/bootstrap/root.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "./", "./."})
  void isWhatFluxReads(String path) {
    workspace.replace(
        "mesh.yaml",
        ARGOCD,
        "    flux:\n      sourceRef:\n        name: platform\n      path: " + path + "\n");

    assertThat(workspace.run("render").code()).isZero();

    assertThat(workspace.read("rendered/flux/east/trust.yaml"))
        .contains("  path: ./clusters/east/trust\n");
    assertThat(workspace.read("rendered/README.md")).contains("./flux/CLUSTER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./a", "a/.", "..", ".git", "a/../b"})
  void isNotWrittenInAnyOtherWay(String path) {
    workspace.replace("mesh.yaml", ARGOCD, ARGOCD + "      path: " + path + "\n");

    assertThat(workspace.run("render").err()).contains("error[MG0904]");
  }
}
