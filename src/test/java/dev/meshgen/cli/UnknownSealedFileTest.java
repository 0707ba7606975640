package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealed files that no lock names can be the only copy of what is in them. */
class UnknownSealedFileTest {
  private static final String SEALED = "rendered/clusters/east/trust/cacerts.sops.yaml";

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() {
    workspace = TestMesh.rendered(folder).workspace();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "discovery/gone.sops.yaml",
        "clusters/east/trust/other.sops.yaml",
        "clusters/gone/trust/cacerts.sops.yaml"
      })
  void areNamedAndNotRemoved(String path) throws Exception {
    Path copy = folder.resolve("rendered").resolve(path);
    Files.createDirectories(copy.getParent());
    Files.copy(folder.resolve(SEALED), copy);

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("rendered/" + path + ": error[MG1003]: no lock lists this");
    assertThat(copy).exists();
  }

  @Test
  void goWithTheLockThatNamesThem() throws Exception {
    Path spec = folder.resolve("mesh.yaml");
    String text = Files.readString(spec);
    Files.writeString(spec, text.substring(0, text.lastIndexOf("---")));

    Run run = workspace.run("render", "--remove", "west");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve(SEALED)).exists();
    assertThat(folder.resolve("rendered/clusters/west")).doesNotExist();
  }
}
