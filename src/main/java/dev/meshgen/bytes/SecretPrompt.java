package dev.meshgen.bytes;

import java.util.Optional;

/** Asks whoever runs a command for a secret. */
public interface SecretPrompt {
  /** Where nobody is there to be asked. */
  SecretPrompt NOBODY = what -> Optional.empty();

  /**
   * What was typed, for the caller to close; empty if nobody can be asked.
   *
   * @param what is asked for, without an article
   */
  Optional<SecretBytes> ask(String what);
}
