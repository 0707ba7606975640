package dev.meshgen.cli;

import dev.meshgen.bytes.SecretBytes;
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
            "Environment variable with that password. Without either, asks on a terminal.",
            "--password-env");
  }

  void requireOne() throws UsageException {
    if (file.get().isPresent() && variable.get().isPresent()) {
      throw new UsageException("--password-file conflicts with --password-env");
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
    return TerminalPrompt.of(console).ask("password of the private key");
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
}
