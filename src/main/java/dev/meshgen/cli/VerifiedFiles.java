package dev.meshgen.cli;

import dev.meshgen.bytes.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this clone knows of sealed files, in the folder that Git keeps for itself, where no commit
 * can write. Losing it costs nothing but time.
 */
final class VerifiedFiles {
  private final Optional<Path> file;

  private VerifiedFiles(Optional<Path> file) {
    this.file = file;
  }

  /** Those of the checkout that a tree lies in. */
  static VerifiedFiles of(Path tree) {
    return new VerifiedFiles(
        GitCheckout.around(tree)
            .filter(git -> Files.isDirectory(git.state()))
            .map(git -> git.state().resolve(name(git.relative(tree)))));
  }

  /** A checkout may hold the trees of several meshes. */
  private static String name(String tree) {
    String sha256 = Sha256.hex(tree.getBytes(StandardCharsets.UTF_8));
    return "meshgen-verified-" + sha256.substring(0, 16);
  }

  /** SHA-256 of what was as the locks said. */
  Set<String> read() {
    try {
      return file.isPresent() && Files.isRegularFile(file.get())
          ? new HashSet<>(Files.readAllLines(file.get(), StandardCharsets.US_ASCII))
          : Set.of();
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** Remembers these and no others; what cannot be written is verified again. */
  void write(Set<String> hashes) {
    if (file.isEmpty() || hashes.equals(read())) {
      return;
    }
    try {
      Path beside = file.get().resolveSibling(file.get().getFileName() + ".tmp");
      Files.write(beside, new TreeSet<>(hashes), StandardCharsets.US_ASCII);
      Files.move(beside, file.get(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A clone that cannot be written to: the next run looks again.
    }
  }
}
