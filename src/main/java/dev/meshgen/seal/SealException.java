package dev.meshgen.seal;

import java.util.Objects;

/**
 * A sealed file cannot be read, opened or resealed. The message is one lower-case sentence without
 * a file name, which the caller knows; it never holds a secret.
 */
public final class SealException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller may have to tell apart. */
  public enum Reason {
    /** Not a file that sops could have written. */
    MALFORMED,
    /** Well formed, but it uses what meshgen does not: other key services, several documents. */
    UNSUPPORTED,
    /** None of the identities opens it. */
    NO_IDENTITY,
    /** It opens, but something in it changed after it was sealed. */
    TAMPERED
  }

  private final Reason reason;

  SealException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }
}
