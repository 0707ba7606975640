package dev.meshgen.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** The command, as it ran some time ago: {@link #main} takes a duration before its arguments. */
public final class MainAgo {
  private MainAgo() {}

  public static void main(String[] arguments) {
    Console console =
        new Console(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.in,
            Path.of("").toAbsolutePath(),
            System.getenv(),
            Clock.offset(Clock.systemUTC(), Duration.parse(arguments[0]).negated()),
            false);
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.exit(Main.run(console, rest));
  }
}
