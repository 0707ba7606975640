package dev.meshgen.seal.sops;

import dev.meshgen.seal.SecretManifest;
import java.util.Optional;

/**
 * What a sealed file holds.
 *
 * @param manifest the caller closes it
 * @param key the data key; empty if another program opened the file. The caller closes it
 */
record OpenedFile(SecretManifest manifest, Optional<DataKey> key) implements AutoCloseable {
  @Override
  public void close() {
    manifest.close();
    key.ifPresent(DataKey::close);
  }
}
