package dev.meshgen.cli;

import java.util.Optional;

/** How diagnostics are printed: for people, scripts, code scanners, or a pull request. */
public enum DiagnosticFormat {
  TEXT("text"),
  JSON("json"),
  SARIF("sarif"),
  GITHUB("github"),
  GITLAB("gitlab"),
  JUNIT("junit");

  private final String id;

  DiagnosticFormat(String id) {
    this.id = id;
  }

  /** The word on the command line. */
  public String id() {
    return id;
  }

  /** The format of an id, in lower case as {@link #id} gives it. */
  public static Optional<DiagnosticFormat> of(String id) {
    for (DiagnosticFormat format : values()) {
      if (format.id.equals(id)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
