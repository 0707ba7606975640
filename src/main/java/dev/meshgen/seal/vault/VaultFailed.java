package dev.meshgen.seal.vault;

import dev.meshgen.diagnostic.Diagnostic;

/** Vault did not do what it was asked for, or could not be asked. */
public final class VaultFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  public VaultFailed(Diagnostic diagnostic) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
  }

  /** What a user is told. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
