package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.AnyTransitTest;
import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.cli.Workspace;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The transit engine of Vault itself, and sops, which opens what it wrapped. */
@Tag("conformance")
@Tag("vault")
class TransitAccessTest extends AnyTransitTest {
  @TempDir private static Path home;

  private static DevVault server;

  @BeforeAll
  static void start() {
    server = DevVault.start(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected VaultAdmin vault() {
    return server.admin();
  }

  @Override
  protected void opens(Workspace workspace, String file, String token) {
    Map<String, String> environment =
        Map.of("VAULT_TOKEN", token, "HOME", workspace.folder().toString());
    assertThat(Tool.SOPS.in(workspace.folder(), environment, "decrypt", file).succeeded())
        .contains("PRIVATE KEY");
  }
}
