package dev.meshgen.lock;

import dev.meshgen.diagnostic.Diagnostic;

/** A committed lock that is not what meshgen writes; one diagnostic says where and what to do. */
public final class LockException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  LockException(Diagnostic diagnostic) {
    super(diagnostic.at() + ": " + diagnostic.message());
    this.diagnostic = diagnostic;
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
