package dev.meshgen.cli;

/** What the process tells its caller. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /**
   * The spec, a credential or the committed tree has problems, a key that opens it included, or {@code
   * --check} found a difference.
   */
  static final int PROBLEMS = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** A file or folder is missing, in the way, or cannot be read or written. */
  static final int ENVIRONMENT = 3;

  /** A defect of meshgen. */
  static final int DEFECT = 70;

  private ExitCode() {}
}
