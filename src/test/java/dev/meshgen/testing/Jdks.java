package dev.meshgen.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JDKs of this machine beside the one that runs the tests. */
public final class Jdks {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jdks() {}

  /** The one that {@code $MESHGEN_OTHER_JDK} names, else those where Linux has them. */
  public static List<Path> others() {
    Path own = Path.of(System.getProperty("java.home"));
    return candidates().stream()
        .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
        .filter(jdk -> Files.isReadable(jdk.resolve("release")))
        .filter(jdk -> !Files.isSymbolicLink(jdk) && !jdk.equals(own))
        .toList();
  }

  private static List<Path> candidates() {
    String named = System.getenv("MESHGEN_OTHER_JDK");
    if (named != null) {
      return List.of(Path.of(named));
    }
    return Files.isDirectory(INSTALLED) ? Shared.list(INSTALLED, "") : List.of();
  }
}
