package dev.meshgen.cli;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import java.io.PrintWriter;

/** Tells people and machines what of a tree a run changes, or would change. */
final class ShownChanges {
  private final Console console;
  private final OutputOptions output;
  private final DiagnosticOptions diagnostics;

  ShownChanges(Console console, OutputOptions output, DiagnosticOptions diagnostics) {
    this.console = console;
    this.output = output;
    this.diagnostics = diagnostics;
  }

  /** What one of them is in a report. */
  Diagnostic stale(Change change) {
    String what =
        switch (change.kind()) {
          case CREATE -> "is missing";
          case CHANGE -> "differs from what the spec compiles to";
          case REMOVE -> "is no longer part of the tree";
        };
    return Diagnostic.of(
            Code.TREE_STALE,
            Span.of(output.name(console) + "/" + change.path()),
            "the file " + what)
        .hinting("run `meshgen render` and commit the result");
  }

  /** Says of how many clusters the lock lacks what runs there. */
  void oldLocks(long clusters) {
    if (clusters > 0) {
      console.say(
          "an older meshgen wrote the "
              + (clusters == 1 ? "lock of 1 cluster" : "locks of " + clusters + " clusters")
              + ", without what runs there");
    }
  }

  /** To standard output, unless that belongs to the diagnostics. */
  void list(Changes changes) {
    PrintWriter to = diagnostics.format() == DiagnosticFormat.TEXT ? console.out() : console.err();
    for (Change change : changes.changes()) {
      String mark =
          switch (change.kind()) {
            case CREATE -> "+";
            case CHANGE -> "~";
            case REMOVE -> "-";
          };
      to.println(SourceExcerpt.visible(mark + " " + output.name(console) + "/" + change.path()));
    }
  }

  /** All of them in one line. */
  String summary(Changes changes) {
    if (changes.isEmpty()) {
      return output.name(console) + ": nothing to change, " + files(changes.unchanged());
    }
    return output.name(console)
        + ": "
        + files(changes.created().size())
        + " created, "
        + changes.changed().size()
        + " changed, "
        + changes.removed().size()
        + " removed, "
        + changes.unchanged()
        + " unchanged";
  }

  private static String files(int count) {
    return count + (count == 1 ? " file" : " files");
  }
}
