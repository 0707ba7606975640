package dev.meshgen.authority.vault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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

  @Override
  protected VaultAdmin vault() {
    return admin;
  }
}
