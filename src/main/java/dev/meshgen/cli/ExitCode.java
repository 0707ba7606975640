package dev.meshgen.cli;

/** What the process tells its caller. */
final class ExitCode {
  /** All is well. */
  static final int OK = 0;

  /** The spec has problems, or {@code --check} found a difference. */
  static final int PROBLEMS = 1;

  /** The command line is invalid. */
  static final int USAGE = 2;

  /** A file, a folder, a key or another part of the surroundings is not as it must be. */
  static final int ENVIRONMENT = 3;

  /** A bug in meshgen. */
  static final int DEFECT = 70;

  private ExitCode() {}
}
