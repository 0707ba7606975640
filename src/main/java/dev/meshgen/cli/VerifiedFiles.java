package dev.meshgen.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
            .map(GitCheckout::state)
            .filter(Files::isDirectory)
            .map(state -> state.resolve("meshgen-verified")));
  }

  /** SHA-256 of what was as the locks said. */
  Set<String> read() {
    try {
      return file.isPresent() && Files.isRegularFile(file.get())
          ? Files.readAllLines(file.get(), StandardCharsets.US_ASCII).stream()
              .collect(Collectors.toCollection(TreeSet::new))
          : Set.of();
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** Remembers these and no others; what cannot be written is verified again. */
  void write(Set<String> hashes) {
    Set<String> sorted = new TreeSet<>(hashes);
    if (file.isEmpty() || sorted.equals(read())) {
      return;
    }
    try {
      Path beside = file.get().resolveSibling("meshgen-verified.tmp");
      Files.write(beside, sorted, StandardCharsets.US_ASCII);
      Files.move(beside, file.get(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A clone that cannot be written to: the next run looks again.
    }
  }
}
