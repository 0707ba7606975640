package dev.meshgen.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that a spec names and that are a part of what it says. */
@FunctionalInterface
public interface NamedFiles {
  /** A larger file is not a certificate authority. */
  long LARGEST = 1 << 20;

  /** For readers of a spec that do not ask what is in them. */
  NamedFiles NONE = path -> Optional.of(new byte[0]);

  /** The content of a file as written; empty if it cannot be read. */
  Optional<byte[]> read(String path);

  /** Those whose paths are relative to a folder. */
  static NamedFiles in(Path folder) {
    return path -> {
      try {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file) && Files.size(file) <= LARGEST
            ? Optional.of(Files.readAllBytes(file))
            : Optional.empty();
      } catch (IOException | InvalidPathException e) {
        return Optional.empty();
      }
    };
  }
}
