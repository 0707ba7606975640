package dev.meshgen.issue;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.seal.vault.VaultFailed;

/**
 * A secret cannot be kept where the spec says. Ends the run without writing the tree; the next run
 * finds what is in the store.
 */
final class CannotKeepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  CannotKeepException(VaultFailed why) {
    super(why);
    this.diagnostic = why.diagnostic();
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
