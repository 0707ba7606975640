package dev.meshgen.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command, run as a user does: a process in the folder of the spec, with his identities. */
final class LiveMeshgen {
  private final Path folder;
  private final Path identities;

  LiveMeshgen(Path folder, Path identities) {
    this.folder = folder;
    this.identities = identities;
  }

  /** Runs it to its end. */
  Shell.Done attempt(String input, String... arguments) {
    return attempt(List.of("dev.meshgen.cli.Main"), input, arguments);
  }

  /** Runs it as some time ago, and it has to succeed. */
  String runAgo(Duration ago, String... arguments) {
    List<String> main = List.of("dev.meshgen.cli.MainAgo", ago.toString());
    return succeeded(attempt(main, "", arguments), arguments);
  }

  private Shell.Done attempt(List<String> main, String input, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-C",
                folder.toString(),
                "SOPS_AGE_KEY_FILE=" + identities,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(main);
    command.addAll(List.of(arguments));
    return Shell.attempt(command, input);
  }

  /** Runs it, and it has to succeed. */
  String run(String input, String... arguments) {
    return succeeded(attempt(input, arguments), arguments);
  }

  private static String succeeded(Shell.Done done, String... arguments) {
    if (!done.ok()) {
      throw new AssertionError("meshgen " + String.join(" ", arguments) + "\n" + done.out());
    }
    return done.out();
  }

  /** Writes the spec. */
  void spec(String text) {
    try {
      Files.writeString(folder.resolve("mesh.yaml"), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
