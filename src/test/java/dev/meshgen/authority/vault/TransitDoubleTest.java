package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract with the double; the real server is among the conformance tests. */
final class TransitDoubleTest extends AnyTransitTest {
  private static VaultDouble server;
  private static VaultAdmin admin;

  @BeforeAll
  static void start() {
    server = VaultDouble.start();
    admin = new VaultAdmin(server.address(), VaultDouble.ROOT_TOKEN);
  }

  @AfterAll
  static void stop() {
    assertThat(server.requests()).contains("POST /v1/auth/token/revoke-self");
    server.close();
  }

  @Override
  protected VaultAdmin vault() {
    return admin;
  }

  @Override
  protected void opens(Workspace workspace, String file, String token) {
    assertThat(workspace.read(file)).contains("hc_vault");
  }
}
