package dev.meshgen.conformance;

import dev.meshgen.authority.vault.VaultAdmin;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A Vault in dev mode: in memory, unsealed, on a loopback port, as long as a test needs it. */
final class DevVault implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final VaultAdmin admin;

  private DevVault(Process process, VaultAdmin admin) {
    this.process = process;
    this.admin = admin;
  }

  static DevVault start(Path folder) {
    String token = "root-" + UUID.randomUUID();
    int port = freePort();
    try {
      Path home = Files.createTempDirectory(folder, "vault");
      File log = home.resolve("log").toFile();
      ProcessBuilder builder =
          new ProcessBuilder(
              Tool.VAULT.path().toString(),
              "server",
              "-dev",
              "-dev-no-store-token",
              "-dev-listen-address=127.0.0.1:" + port);
      builder.environment().clear();
      builder.environment().put("HOME", home.toString());
      builder.environment().put("VAULT_DEV_ROOT_TOKEN_ID", token);
      builder.redirectErrorStream(true).redirectOutput(log).redirectInput(new File("/dev/null"));
      Process process = builder.start();
      DevVault server = new DevVault(process, new VaultAdmin("http://127.0.0.1:" + port, token));
      server.awaitReady(log.toPath());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (isReady()) {
        return;
      }
      pause();
    }
    close();
    throw new AssertionError("vault does not start:\n" + Files.readString(log));
  }

  private boolean isReady() {
    try {
      return admin.send("", "GET", "sys/health", Map.of()).status() == 200;
    } catch (IllegalStateException e) {
      // It does not listen yet.
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  VaultAdmin admin() {
    return admin;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
