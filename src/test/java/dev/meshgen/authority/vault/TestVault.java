package dev.meshgen.authority.vault;

import java.time.Instant;
import java.util.function.Supplier;

/** A double of Vault for tests whose clock is not that of the machine. */
public final class TestVault implements AutoCloseable {
  private final VaultDouble server;
  private final VaultAdmin admin;

  private TestVault(VaultDouble server) {
    this.server = server;
    this.admin = new VaultAdmin(server.address(), VaultDouble.ROOT_TOKEN);
  }

  /** A server that has just been started. */
  public static TestVault at(Supplier<Instant> clock) {
    VaultDouble server = VaultDouble.start();
    server.engines().at(clock);
    return new TestVault(server);
  }

  public VaultAdmin admin() {
    return admin;
  }

  /** One that may do everything. */
  public String token() {
    return VaultDouble.ROOT_TOKEN;
  }

  @Override
  public void close() {
    server.close();
  }
}
