package dev.meshgen.diagnostic;

/**
 * How serious a diagnostic is: an error stops the compiler, a warning stops it with {@code
 * --strict}, a note never does.
 */
public enum Severity {
  ERROR("error"),
  WARNING("warning"),
  NOTE("note");

  private final String id;

  Severity(String id) {
    this.id = id;
  }

  /** The word that every output format prints. */
  public String id() {
    return id;
  }
}
