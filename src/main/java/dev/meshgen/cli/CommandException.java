package dev.meshgen.cli;

/** A command cannot be carried out; the message says all there is to say. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** The surroundings are not as the command needs them. */
  CommandException(String message) {
    this(message, null);
  }

  /** The surroundings are not as the command needs them. */
  CommandException(String message, Throwable cause) {
    super(message, cause);
    this.exitCode = ExitCode.ENVIRONMENT;
  }

  private CommandException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command line names what there is not, or contradicts itself. */
  static CommandException usage(String message) {
    return new CommandException(message, ExitCode.USAGE);
  }

  int exitCode() {
    return exitCode;
  }
}
