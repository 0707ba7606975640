package dev.meshgen.authority.files;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CaChain;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain.Validation;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** The {@code cacerts} of a running cluster, as they are. Closing erases the files. */
public final class ImportedCacerts implements AutoCloseable {
  private final String source;
  private final Map<String, SecretBytes> files;

  private ImportedCacerts(String source, Map<String, SecretBytes> files) {
    this.source = source;
    this.files = files;
  }

  /**
   * Checks what istiod checks, and what its peers would.
   *
   * @param files by the names of {@link CaCerts#NAMES}; erased if they are refused
   * @param validation what they are used for
   * @return empty exactly if {@code remarks} were made
   */
  public static Optional<ImportedCacerts> of(
      String source, Map<String, SecretBytes> files, Validation validation, ImportRemarks remarks) {
    var problems = ChainVerifier.find(files, validation.at(), validation.names());
    problems.forEach(each -> remarks.say(each.flaw(), each.text()));
    if (problems.isEmpty()) {
      return Optional.of(new ImportedCacerts(source, files));
    }
    files.values().forEach(SecretBytes::close);
    return Optional.empty();
  }

  /** How the user named it. */
  public String source() {
    return source;
  }

  /** Name to content. */
  public Map<String, SecretBytes> files() {
    return Collections.unmodifiableMap(files);
  }

  /**
   * What is public of it.
   *
   * @param root SHA-256 of the root that counts if it leads to several
   */
  public CaChain chain(Optional<String> root) {
    try {
      return root.isPresent() ? CaChain.of(files, root.get()) : CaChain.of(files);
    } catch (PkiException e) {
      throw new IllegalStateException("files that were verified cannot be read", e);
    }
  }

  @Override
  public void close() {
    files.values().forEach(SecretBytes::close);
  }

  @Override
  public String toString() {
    return "ImportedCacerts[" + source + ", redacted]";
  }
}
