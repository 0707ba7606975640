package dev.meshgen.live;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs that {@code .ci/live} builds, and those of the system. */
final class Binaries {
  private Binaries() {}

  static Path of(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException("no " + name + ": run .ci/live"));
  }

  static Optional<Path> find(String name) {
    List<String> folders = new ArrayList<>();
    if (System.getenv("MESHGEN_TOOLS") != null) {
      folders.add(Path.of(System.getenv("MESHGEN_TOOLS"), "bin").toString());
    }
    folders.addAll(List.of(System.getenv("PATH").split(File.pathSeparator)));
    return folders.stream()
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
