package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mesh whose certificates come from elsewhere, and how one gets there. */
class AuthorityTest {
  @TempDir Path folder;

  private static void name(Workspace workspace, String authority) {
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: " + authority + "}\n  delivery:\n");
  }

  @Test
  void needsNoIdentityAndStaysAsItIs() {
    Workspace workspace = TestMesh.in(folder).workspace();
    name(workspace, "{external: {layout: tls}}");

    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("rendered/README.md"))
        .contains("`cacerts`", "`tls.crt`, `tls.key`, `ca.crt`");
    Run again = workspace.run("render", "--check");
    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theRootOfARunningMeshDoesNotGoByItself() throws IOException {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    name(workspace, "{certManager: {issuer: {name: mesh-root}}}");

    Run refused = workspace.run("render");

    assertThat(refused.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err())
        .contains("mesh.yaml:", "error[MG1031]", "git rm rendered/trust/root-ca.sops.yaml");
    assertThat(folder.resolve("rendered/trust/root-ca.sops.yaml")).exists();

    for (String file : new String[] {"root-ca.sops.yaml", "root-cert.pem", "meshgen.lock"}) {
      Files.delete(folder.resolve("rendered/trust/" + file));
    }
    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.OK);
    assertThat(folder.resolve("rendered/clusters/east/trust/certificate.yaml")).exists();
    assertThat(folder.resolve("rendered/clusters/east/trust/cacerts.sops.yaml")).doesNotExist();
    assertThat(workspace.run("render", "--check").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void rotatesNothingThatItDoesNotSign() {
    Workspace workspace = TestMesh.in(folder).workspace();
    name(workspace, "{external: {}}");
    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.OK);

    Run run = workspace.run("rotate", "east");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("come from an external authority, and are replaced there");
  }
}
