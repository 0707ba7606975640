package dev.meshgen.cli;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.SecretPrompt;
import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Asks at the terminal, without echo. */
final class TerminalPrompt implements SecretPrompt {
  private final PrintWriter err;

  private TerminalPrompt(PrintWriter err) {
    this.err = err;
  }

  /** Of a command whose messages are not read at once, none. */
  static SecretPrompt of(Console console) {
    return console.terminal() ? new TerminalPrompt(console.err()) : NONE;
  }

  /** Where there is no terminal, newer JDKs read a pipe, which echoes nothing. */
  @Override
  @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it is null without a terminal.
  public Optional<SecretBytes> ask(String what) {
    java.io.Console terminal = System.console();
    char[] typed =
        terminal == null
            ? null
            : StatusLine.holding(err, () -> terminal.readPassword("meshgen: %s: ", what));
    if (typed == null) {
      return Optional.empty();
    }
    SecretBytes secret = SecretBytes.ofUtf8(CharBuffer.wrap(typed));
    Arrays.fill(typed, '\0');
    return Optional.of(secret);
  }
}
