package dev.meshgen.live;

import dev.meshgen.testing.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CustomResourceDefinitions that no tree has, and {@code .ci/live} gets: of {@code
 * gateway-api-crds} the folder is in {@code $MESHGEN_GATEWAY_API_CRDS}.
 */
final class Definitions {
  private Definitions() {}

  /** Their folder. */
  static Optional<Path> find(String name) {
    String variable = "MESHGEN_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Optional.ofNullable(System.getenv(variable)).map(Path::of).filter(Files::isDirectory);
  }

  /** Their documents. */
  static List<String> of(String name) {
    Path folder =
        find(name).orElseThrow(() -> new IllegalStateException("no " + name + ": run .ci/live"));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(TextFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
