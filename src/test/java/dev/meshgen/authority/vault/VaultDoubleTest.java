package dev.meshgen.authority.vault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract with the double; the real server is among the conformance tests. */
final class VaultDoubleTest extends AnyVaultTest {
  private static VaultDouble shared;
  private static VaultAdmin admin;
  private VaultDouble own;

  @BeforeAll
  static void start() {
    shared = VaultDouble.start();
    admin = setUp(new VaultAdmin(shared.address(), VaultDouble.ROOT_TOKEN));
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @AfterEach
  void stopOwn() {
    if (own != null) {
      own.close();
    }
  }

  @Override
  protected VaultAdmin vault() {
    return admin;
  }

  @Override
  protected VaultAdmin another() {
    own = VaultDouble.start();
    return new VaultAdmin(own.address(), VaultDouble.ROOT_TOKEN);
  }
}
