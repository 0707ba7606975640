package dev.meshgen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Loads what everyday runs load, so that the JVM can archive it.
 *
 * <p>The launcher runs it with a scratch folder and the specs to render there; what they say and
 * whether they succeed does not matter.
 */
final class WarmUp {
  private WarmUp() {}

  public static void main(String[] arguments) throws IOException {
    Path scratch = Path.of(arguments[0]);
    Console console = console();
    for (int i = 1; i < arguments.length; i++) {
      String output = scratch.resolve("tree-" + i).toString();
      Main.run(console, "render", "-f", arguments[i], "-o", output);
      Main.run(console, "render", "-f", arguments[i], "-o", output, "--check");
    }
    Path broken = Files.writeString(scratch.resolve("broken.yaml"), "kind: Mesh\nspce: {a: 1}\n");
    Main.run(console, "validate", "-f", broken.toString());
    Main.run(console, "--help");
  }

  private static Console console() {
    return new Console(
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        InputStream.nullInputStream(),
        Path.of("").toAbsolutePath(),
        Map.of(),
        Clock.systemUTC(),
        false);
  }
}
