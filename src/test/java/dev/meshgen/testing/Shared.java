package dev.meshgen.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meshgen.istio.IstioVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The upstream data beside the repository. Tests that need it are skipped where it is not. */
public final class Shared {
  private static final Path FOLDER = Path.of("../shared");

  private Shared() {}

  /** A file with CustomResourceDefinitions. */
  public static Path crds(String file) {
    return present(FOLDER.resolve("crds").resolve(file));
  }

  /** The CustomResourceDefinitions of the minor of a version. */
  public static Path istioCrds(String version) {
    return ofMinor(FOLDER.resolve("crds"), "istio-", version);
  }

  /** The folder with the values of the charts of the minor of a version. */
  public static Path istioCharts(String version) {
    return ofMinor(FOLDER.resolve("istio-charts"), "", version);
  }

  private static Path ofMinor(Path folder, String prefix, String version) {
    String start = prefix + IstioVersion.parse(version).orElseThrow().line() + ".";
    try (Stream<Path> files = Files.list(present(folder))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(start)).toList();
      return present(found.isEmpty() ? folder.resolve(start + "*") : found.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path present(Path path) {
    assumeTrue(Files.exists(path), "needs the upstream data " + path);
    return path;
  }
}
