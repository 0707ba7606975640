package dev.meshgen.spec;

/** The spec could not be read at all: a missing file, a directory without permission. */
public final class SpecException extends Exception {
  private static final long serialVersionUID = 1;

  SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
