package dev.meshgen.cli;

/** The arguments ask for what cannot be; found only once the spec has been read. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
