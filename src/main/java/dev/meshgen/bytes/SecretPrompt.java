package dev.meshgen.bytes;

import java.util.Optional;

/** Asks whoever runs a command for a secret. */
public interface SecretPrompt {
  /** Where there is no one to ask. */
  SecretPrompt NONE = what -> Optional.empty();

  /**
   * What was typed, for the caller to close; empty if no one can be asked.
   *
   * @param what the secret is, without an article
   */
  Optional<SecretBytes> ask(String what);
}
