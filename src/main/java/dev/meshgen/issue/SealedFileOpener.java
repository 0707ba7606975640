package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.seal.AgeIdentities;
import dev.meshgen.seal.AgeIdentity;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.SopsFile;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/** Opens sealed files with the operator's identities, and says what is missing when it cannot. */
final class SealedFileOpener {
  private final AgeIdentities identities;
  private final String folder;
  private final Report report;

  SealedFileOpener(AgeIdentities identities, String folder, Report report) {
    this.identities = identities;
    this.folder = folder;
    this.report = report;
  }

  /** Work that needs an opened file's identities. */
  interface Work<T> {
    T with(List<AgeIdentity> identities) throws SealException;
  }

  /** The content of a sealed file; empty, and reported, when no identity opens it. */
  Optional<SecretManifest> open(String path, byte[] bytes, String purpose) {
    return run(path, bytes, purpose, identities -> SopsFile.open(bytes, identities));
  }

  <T> Optional<T> run(String path, byte[] bytes, String purpose, Work<T> work) {
    List<String> notes = List.of();
    try {
      AgeIdentities.Found found = identities.forRecipients(SopsFile.read(bytes).recipients());
      notes = found.notes();
      return Optional.of(work.with(found.identities()));
    } catch (SealException e) {
      report.add(problem(path, purpose, notes, e));
      return Optional.empty();
    }
  }

  private Diagnostic problem(String path, String purpose, List<String> notes, SealException e) {
    Span at = Span.of(folder + "/" + path);
    if (e.reason() == SealException.Reason.NO_IDENTITY) {
      return Diagnostic.of(Code.IDENTITY_NEEDED, at, purpose + ": " + e.getMessage())
          .expecting("an age identity where sops looks for one")
          .hinting(
              "set SOPS_AGE_KEY_FILE to the file that holds it"
                  + (Layout.isDiscovery(path)
                      ? ", or give the file up with `meshgen credential remove CLUSTER`"
                      : "")
                  + (notes.isEmpty() ? "" : "; " + String.join("; ", notes)));
    }
    return Diagnostic.of(Code.SEALED_UNREADABLE, at, purpose + ": " + e.getMessage())
        .hinting("restore the file from Git");
  }
}
