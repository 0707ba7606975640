package dev.meshgen.seal.sops;

import dev.meshgen.seal.SecretManifest;
import java.util.Optional;

/**
 * What a sealed file holds.
 *
 * @param manifest the caller closes it
 * @param key the data key; empty if another program opened the file. The caller closes it
 * @param proven the entry that holds it, if it is known for whom that entry is
 */
record OpenedFile(SecretManifest manifest, Optional<DataKey> key, Optional<KeyEntry> proven)
    implements AutoCloseable {
  @Override
  public void close() {
    manifest.close();
    key.ifPresent(DataKey::close);
  }
}
