package dev.meshgen.cli;

import dev.meshgen.bytes.SecretBytes;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Where the password of a private key is. Never on the command line, which others can read. */
final class PasswordOptions {
  private final Argument<String> file;
  private final Argument<String> variable;

  PasswordOptions(Command command) {
    file =
        command.option(
            String.class,
            "FILE",
            "File whose first line is the password of the private key.",
            "--password-file");
    variable =
        command.option(
            String.class,
            "NAME",
            "Environment variable with that password. Without either, a terminal is asked.",
            "--password-env");
  }

  void requireOne() throws UsageException {
    if (file.get().isPresent() && variable.get().isPresent()) {
      throw new UsageException("--password-file and --password-env exclude each other");
    }
  }

  /** The password, if there is one; the caller closes it. */
  Optional<SecretBytes> read(Console console) throws CommandException {
    if (file.get().isPresent()) {
      return Optional.of(firstLine(SmallFile.read(console, file.value())));
    }
    if (variable.get().isPresent()) {
      String value = console.environment().get(variable.value());
      if (value == null) {
        throw new CommandException("the environment variable " + variable.value() + " is not set");
      }
      return Optional.of(SecretBytes.ofUtf8(value));
    }
    return console.terminal() ? asked() : Optional.empty();
  }

  private static SecretBytes firstLine(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != '\n' && content[end] != '\r') {
      end++;
    }
    SecretBytes line = SecretBytes.owning(Arrays.copyOf(content, end));
    Arrays.fill(content, (byte) 0);
    return line;
  }

  /** Without echo; where there is no terminal, newer JDKs read a pipe, which echoes nothing. */
  @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it is null without a terminal.
  private static Optional<SecretBytes> asked() {
    java.io.Console terminal = System.console();
    char[] typed =
        terminal == null ? null : terminal.readPassword("meshgen: password of the private key: ");
    if (typed == null) {
      return Optional.empty();
    }
    SecretBytes password = SecretBytes.ofUtf8(CharBuffer.wrap(typed));
    Arrays.fill(typed, '\0');
    return Optional.of(password);
  }
}
