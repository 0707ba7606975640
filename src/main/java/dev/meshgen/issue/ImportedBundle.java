package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** Who says that all has been imported says of what: a key that came later would be lost. */
final class ImportedBundle {
  private ImportedBundle() {}

  /** {@link Code#BUNDLE_CHANGED}. Nothing is wrong where nothing waits any more. */
  static void check(CommittedSecrets committed, IssueRequest request, Report report) {
    Optional<String> said = request.targets().imported();
    Optional<String> waits = WaitingImports.id(committed.clusterLocks());
    if (said.isPresent() && waits.isPresent() && !said.equals(waits)) {
      report.add(
          Diagnostic.of(
                  Code.BUNDLE_CHANGED,
                  Span.of(committed.folder() + "/" + Layout.VAULT_IMPORT),
                  "\"" + said.get() + "\" does not match the bundle in this tree")
              .expecting("the word printed by " + Layout.VAULT_IMPORT + " for this tree")
              .hinting(
                  "run `sh "
                      + ShellWord.of(committed.folder() + "/" + Layout.VAULT_IMPORT)
                      + "` again: it skips what is already in Vault"));
    }
  }
}
