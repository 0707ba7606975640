package dev.meshgen.cli;

import dev.meshgen.render.InitialSpec;
import dev.meshgen.seal.sops.FirstRecipient;
import dev.meshgen.seal.sops.SopsKeyKind;
import dev.meshgen.spec.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A recipient of what clusters receive that is there already.
 *
 * @param publicKey content of the file that was given with it
 */
record ExistingKey(InitialSpec.Clusters clusters, Optional<byte[]> publicKey) {
  /** Beside the spec, where Git keeps it: {@code keys/} is ignored. */
  static final String PUBLIC_KEY = "clusters.pub";

  /**
   * The one that an option names.
   *
   * @param value a recipient, or a file with a public key
   * @param folder that the file is looked for in
   */
  static ExistingKey of(SopsKeyKind kind, String value, Path folder) throws UsageException {
    FirstRecipient first = kind.first().orElseThrow();
    Optional<byte[]> file = kind.problem(value).isEmpty() ? Optional.empty() : read(folder, value);
    String text = file.flatMap(kind::recipientOf).orElse(value);
    Optional<String> problem = kind.problem(text);
    if (problem.isPresent()) {
      throw new UsageException(
          first.option()
              + (file.isPresent()
                  ? ": the file does not hold exactly one public key"
                  : ": the recipient " + problem.get())
              + "; expected "
              + kind.expected());
    }
    return new ExistingKey(
        new InitialSpec.Clusters(
            false,
            new Schemas().recipientsField(kind.name()),
            !first.item().isEmpty(),
            first.item(),
            text,
            file.map(content -> PUBLIC_KEY)),
        file);
  }

  private static Optional<byte[]> read(Path folder, String file) {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(file)));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
