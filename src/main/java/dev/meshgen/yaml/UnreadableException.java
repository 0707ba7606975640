package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Diagnostic;

/** Ends the reading of one file, because nothing after the problem can be parsed. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  UnreadableException(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = diagnostic;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
