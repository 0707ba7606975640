package dev.meshgen.seal.vault;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of a secret in Vault without reading it.
 *
 * @param path in the KV engine
 * @param custom what was written beside it
 */
public record KeptSecret(String path, Map<?, ?> custom) {
  public KeptSecret {
    custom = Map.copyOf(custom);
  }

  /** What was written beside it under a name. */
  public Optional<String> fact(String name) {
    return CustomMetadata.join(custom, name);
  }
}
