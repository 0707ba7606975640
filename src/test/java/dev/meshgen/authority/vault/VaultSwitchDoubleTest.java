package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with the double; the real server is among the conformance tests. */
final class VaultSwitchDoubleTest extends AnyVaultSwitchTest {
  private static VaultDouble server;
  private static VaultAdmin admin;

  @BeforeAll
  static void start() {
    server = VaultDouble.start();
    admin = new VaultAdmin(server.address(), VaultDouble.ROOT_TOKEN);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** That of a rotation lists what there is; that of a render is one that does not write. */
  @Test
  void whichDryRunsAskForSignatures(@TempDir Path folder) {
    admin.rootMount("dry", "Company Root");
    VaultMesh mesh = new VaultMesh(folder);
    String vault = "{address: \"" + admin.address() + "\", mount: dry}";
    mesh.spec(vault, 1).with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN).rendered();
    int asked = server.requests().size();

    assertThat(mesh.run("rotate", "c10", "--dry-run").out()).contains("c10/trust/cacerts");
    assertThat(server.requests()).hasSize(asked);

    mesh.spec(vault, 2).done("render", "--dry-run");
    assertThat(server.requests()).last().asString().endsWith("dry/root/sign-intermediate");
  }

  @Override
  protected VaultAdmin vault() {
    return admin;
  }
}
