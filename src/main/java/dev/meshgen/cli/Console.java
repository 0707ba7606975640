package dev.meshgen.cli;

import dev.meshgen.compile.Env;
import dev.meshgen.scan.SecretText;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.ProcessCommandRunner;
import dev.meshgen.seal.sops.Surroundings;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The world around a command, handed in so that tests can hand in another.
 *
 * @param out what was asked for
 * @param err everything else
 * @param terminal whether {@code err} is a terminal
 */
record Console(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Path workingDirectory,
    Map<String, String> environment,
    Clock clock,
    boolean terminal) {

  /** Tells people a line, in which nothing is secret, and nothing steers a terminal. */
  void say(String line) {
    String shown = SecretText.masked(line);
    err.println("meshgen: " + (isPlain(shown) ? shown : SourceExcerpt.visible(shown)));
    err.flush();
  }

  /** The present day, which is that of UTC wherever a command runs. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** The same world for what is only tried: nothing is printed. */
  Console silent() {
    return new Console(
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        in,
        workingDirectory,
        environment,
        clock,
        false);
  }

  /** The same world for whoever has no key, and is not to be asked for one. */
  Console withoutKeys() {
    return new Console(
        out, err, InputStream.nullInputStream(), workingDirectory, Map.of(), clock, false);
  }

  private static boolean isPlain(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** What a compiler needs of it. */
  Env env() {
    Surroundings surroundings =
        new Surroundings(
            environment,
            System.getProperty("os.name"),
            StatusLine.holding(err, new ProcessCommandRunner()),
            workingDirectory);
    return new Env(
        new SecureRandom(),
        clock,
        Keyrings.in(surroundings),
        Keyrings.in(surroundings.withoutCommands()),
        environment,
        workingDirectory,
        TerminalPrompt.of(this),
        StatusLine.counting(err));
  }

  /** Whether to colour what goes to {@code err}; see no-color.org. */
  boolean coloured() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
