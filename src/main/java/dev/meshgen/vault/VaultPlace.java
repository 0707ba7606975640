package dev.meshgen.vault;

import dev.meshgen.net.ServerAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server is.
 *
 * @param address that {@link #problem} finds nothing wrong with; its path comes before {@code /v1}
 * @param namespace that every path is below, if any
 * @param authorities file in PEM with the certificates that the server's has to lead to; without,
 *     those that the JVM trusts
 */
public record VaultPlace(
    ServerAddress address, Optional<String> namespace, Optional<Path> authorities) {

  /**
   * What is wrong with an address, in words that follow it; empty if nothing is. A token crosses no
   * network in the clear.
   */
  public static Optional<String> problem(String address) {
    Optional<ServerAddress> parsed = ServerAddress.parse(address);
    if (parsed.isEmpty()) {
      return Optional.of("is not an address such as https://vault.example.com:8200");
    }
    ServerAddress found = parsed.get();
    if (found.hasLogin()) {
      return Optional.of("contains a login");
    }
    if (found.path().equals("/v1") || found.path().endsWith("/v1")) {
      return Optional.of("ends in the path of Vault's API, which is added automatically");
    }
    if (found.isHttps() || found.scheme().equals("http") && found.host().isThisMachine()) {
      return Optional.empty();
    }
    return Optional.of(
        found.scheme().equals("http")
            ? "would send the token in the clear"
            : "is not an HTTPS address");
  }

  /** As people and URLs write it, without a slash at its end. */
  String base() {
    return address.origin() + address.path();
  }
}
