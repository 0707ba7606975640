package dev.meshgen.lock;

import java.util.Objects;

/**
 * What a lock records of a secret that is kept in Vault. Its path is written once: another key has
 * another path.
 *
 * @param mount of the KV engine
 * @param path in it
 */
public record StoredFacts(String mount, String path) implements CarriedFacts {
  public StoredFacts {
    Objects.requireNonNull(mount);
    Objects.requireNonNull(path);
  }
}
