package dev.meshgen.conformance;

import dev.meshgen.authority.vault.AnyVaultTest;
import dev.meshgen.authority.vault.VaultAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Vault itself, in dev mode on this machine: what the double says is what it does. */
@Tag("conformance")
@Tag("vault")
class VaultTest extends AnyVaultTest {
  @TempDir private static Path folder;

  private static DevVault servers;
  private static VaultAdmin shared;
  private final List<DevVault> own = new ArrayList<>();

  @BeforeAll
  static void start() {
    servers = DevVault.start(folder);
    shared = setUp(servers.admin());
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @AfterEach
  void stopOwn() {
    own.forEach(DevVault::close);
  }

  @Override
  protected VaultAdmin vault() {
    return shared;
  }

  @Override
  protected VaultAdmin another() {
    own.add(DevVault.start(folder));
    return own.get(0).admin();
  }
}
