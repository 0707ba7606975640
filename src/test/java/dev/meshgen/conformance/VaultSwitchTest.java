package dev.meshgen.conformance;

import dev.meshgen.authority.vault.AnyVaultSwitchTest;
import dev.meshgen.authority.vault.VaultAdmin;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Into Vault itself, in dev mode on this machine, and out of it. */
@Tag("conformance")
@Tag("vault")
class VaultSwitchTest extends AnyVaultSwitchTest {
  @TempDir private static Path folder;

  private static DevVault server;

  @BeforeAll
  static void start() {
    server = DevVault.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected VaultAdmin vault() {
    return server.admin();
  }
}
