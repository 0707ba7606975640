package dev.meshgen.cli;

/** The surroundings are not as a command needs them; the message says all there is to say. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
