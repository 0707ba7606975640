package dev.meshgen.compile;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.scan.SecretScan;
import dev.meshgen.tree.OutputTree;

/** The last look at a finished tree: nothing in it may look like a secret in the clear. */
final class TreeInspection {
  private TreeInspection() {}

  static void check(OutputTree tree, String folder, Report report) {
    for (SecretScan.Finding finding : SecretScan.scan(tree)) {
      report.add(
          Diagnostic.of(
                  Code.SECRET_IN_CLEAR,
                  Span.of(folder + "/" + finding.path()),
                  "line " + finding.line() + " would contain " + finding.what())
              .expecting("nothing secret outside a sealed file")
              .hinting("remove it from the spec; if it has been in Git, it is no longer secret"));
    }
  }
}
