package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a signature when the spec no longer names who signs. */
class LeftSignatureTest {
  private static final String SIGNATURE = "rendered/trust/locks.sig";

  @TempDir Path folder;

  @Test
  void isReportedUntilItIsRemoved() {
    Workspace workspace = TestMesh.rendered(folder).workspace();
    workspace.write(SIGNATURE, "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n");

    Run check = workspace.run("render", "--check");
    assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.err())
        .contains(SIGNATURE + ": error[MG1707]")
        .contains("hint: remove it, as trust.signers is empty");
    assertThat(workspace.run("verify", "rendered", "-f", "mesh.yaml").err()).contains("MG1707");

    Run render = workspace.run("render");
    assertThat(render.code()).as(render.err()).isZero();
    assertThat(render.err()).contains(SIGNATURE + " signs other locks, and trust.signers is empty");
    assertThat(workspace.exists(SIGNATURE)).isTrue();

    workspace.delete(SIGNATURE);
    assertThat(workspace.run("render", "--check").code()).isZero();
    assertThat(workspace.run("render").err()).doesNotContain("signature");
  }
}
