package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** Opens sealed files with the operator's keys, and says what is missing when it cannot. */
final class SealedFileOpener {
  private final Keyrings keys;
  private final String folder;
  private final Report report;

  SealedFileOpener(Keyrings keys, String folder, Report report) {
    this.keys = keys;
    this.folder = folder;
    this.report = report;
  }

  /** The same, which reports elsewhere. */
  SealedFileOpener reporting(Report other) {
    return new SealedFileOpener(keys, folder, other);
  }

  /** Work that opens a file. */
  interface Work<T> {
    T with(Keyrings keys) throws SealException;
  }

  /** The content of a sealed file; empty, and reported, when no key opens it. */
  Optional<SecretManifest> open(String path, byte[] bytes, String purpose) {
    return run(path, purpose, held -> SopsFile.open(bytes, held));
  }

  /** Why no key at hand opens a sealed file; empty if one does. */
  Optional<SealException> refuses(byte[] bytes) {
    try {
      SopsFile.open(bytes, keys).close();
      return Optional.empty();
    } catch (SealException e) {
      return Optional.of(e);
    }
  }

  <T> Optional<T> run(String path, String purpose, Work<T> work) {
    try {
      return Optional.of(work.with(keys));
    } catch (SealException e) {
      report.add(problem(path, purpose, e));
      return Optional.empty();
    }
  }

  /** Of a file that opens, and does not hold what its lock says. */
  static Diagnostic otherContent(CommittedSecrets committed, SecretPlan secret, PkiException e) {
    return Diagnostic.of(
            Code.SEALED_UNREADABLE,
            Span.of(committed.folder() + "/" + secret.path()),
            e.getMessage())
        .hinting("restore the file and its lock from Git");
  }

  private Diagnostic problem(String path, String purpose, SealException e) {
    Span at = Span.of(folder + "/" + path);
    if (e.missing().isPresent()) {
      SealException.MissingKey missing = e.missing().get();
      return Diagnostic.of(Code.IDENTITY_NEEDED, at, purpose + ": " + e.getMessage())
          .expecting(missing.expected())
          .hinting(
              missing.hint()
                  + Layout.credentialOf(path)
                      .map(
                          cluster ->
                              ", or remove the file with `meshgen credential remove "
                                  + cluster
                                  + "`")
                      .orElse("")
                  + missing.remarks());
    }
    return switch (e.reason()) {
      case NO_PROGRAM, OLD_PROGRAM, REFUSED, UNEXPECTED, NO_PUBLIC_KEY, BAD_PUBLIC_KEY ->
          SealingReadiness.problem(at, purpose + ": ", e);
      default -> unreadable(at, purpose, e);
    };
  }

  private static Diagnostic unreadable(Span at, String purpose, SealException e) {
    return Diagnostic.of(Code.SEALED_UNREADABLE, at, purpose + ": " + e.getMessage())
        .hinting("restore the file from Git");
  }
}
