package dev.meshgen.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command did, run in this JVM as a shell would run it.
 *
 * @param code the exit code
 */
public record MeshgenRun(int code, String out, String err) {

  /** Runs meshgen in a folder, with an environment and a standard input. */
  public static MeshgenRun in(
      Path folder, Map<String, String> environment, String input, String... arguments) {
    return in(folder, environment, Clock.systemUTC(), input, arguments);
  }

  /** The same by another clock. */
  public static MeshgenRun in(
      Path folder,
      Map<String, String> environment,
      Clock clock,
      String input,
      String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            folder,
            environment,
            clock,
            false);
    int code = Main.run(console, arguments);
    console.out().flush();
    console.err().flush();
    return new MeshgenRun(code, out.toString(), err.toString());
  }
}
