package dev.meshgen.cli;

import dev.meshgen.diagnostic.MarkupText;
import dev.meshgen.diff.Finding;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Weight;
import dev.meshgen.provenance.Causes;
import dev.meshgen.provenance.SpecChange;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A comparison for a comment on a pull request: the heaviest changes first, folded, and never more
 * than a comment may have.
 */
final class MarkdownDiffPrinter {
  /** GitHub's limit of a comment, in characters. */
  static final int LIMIT = 65_536;

  /** For the line that says what was left out, and for whoever puts a title above. */
  private static final int RESERVE = 1_024;

  private static final int FIELDS = 30;

  private final PrintWriter out;
  private final Causes causes;

  MarkdownDiffPrinter(PrintWriter out, Causes causes) {
    this.out = out;
    this.causes = causes;
  }

  void print(MeshDiff diff, List<Approvals.Needed> needed) {
    StringBuilder text = new StringBuilder("### meshgen: " + DiffWords.headline(diff) + "\n");
    needed.forEach(each -> text.append("\nNeeds approval:").append(markdown(each.text())));
    text.append(needed.isEmpty() ? "" : "\n");
    List<MeshChange> left = new ArrayList<>();
    List<MeshChange> upkeep = new ArrayList<>();
    for (MeshChange change : diff.changes()) {
      if (change.weight() == Weight.INFO) {
        upkeep.add(change);
        continue;
      }
      String part = part(change, diff.clusters());
      if (left.isEmpty() && text.length() + part.length() < LIMIT - RESERVE) {
        text.append(part);
      } else {
        left.add(change);
      }
    }
    String follows = follows(upkeep, diff.clusters());
    if (left.isEmpty() && text.length() + follows.length() < LIMIT - RESERVE) {
      text.append(follows);
    } else {
      left.addAll(upkeep);
    }
    if (!left.isEmpty()) {
      text.append("\n**Left out for lack of space: ")
          .append(left.size() == 1 ? "1 change" : left.size() + " changes")
          .append(" (")
          .append(DiffWords.weights(left))
          .append(").** `meshgen diff` shows all.\n");
    }
    out.print(text);
    out.flush();
  }

  /** What needs no review of its own: a line each. */
  private static String follows(List<MeshChange> upkeep, SortedSet<String> clusters) {
    if (upkeep.isEmpty()) {
      return "";
    }
    StringBuilder part = new StringBuilder("\n<details><summary>Follows from it: ");
    part.append(upkeep.size() == 1 ? "1 change" : upkeep.size() + " changes");
    part.append("</summary>\n\n");
    upkeep.forEach(
        change -> part.append("-").append(markdown(DiffWords.line(change, clusters))).append('\n'));
    return part.append("\n</details>\n").toString();
  }

  /**
   * Folded, with what has to be known at a glance in the line that stays: what happens, and to
   * what.
   */
  private String part(MeshChange change, SortedSet<String> clusters) {
    StringBuilder part = new StringBuilder("\n<details><summary><b>");
    part.append(change.weight().id()).append("</b> ");
    change.findings().stream()
        .findFirst()
        .ifPresent(finding -> part.append(MarkupText.text(finding.rule().title())).append(": "));
    part.append(MarkupText.text(DiffWords.line(change, clusters))).append("</summary>\n");
    part.append(change.findings().isEmpty() && change.each().isEmpty() ? "" : "\n");
    if (!change.each().isEmpty()) {
      part.append("- Objects:").append(markdown(DiffWords.objects(change))).append('\n');
    }
    for (Finding finding : change.findings()) {
      part.append("- **").append(finding.rule().code()).append("** ");
      part.append(finding.rule().title()).append(". ").append(finding.rule().consequence());
      finding.rule().restarts().ifPresent(what -> part.append(" Restarts: ").append(what + "."));
      part.append(" Check: ").append(finding.rule().check()).append('.');
      part.append(markdown(DiffWords.acknowledged(finding))).append('\n');
    }
    for (SpecChange cause : causes.of(change)) {
      part.append("- Spec:").append(markdown(DiffWords.cause(cause))).append('\n');
    }
    if (!change.fields().isEmpty()) {
      part.append("\n```diff\n");
      change.fields().stream().limit(FIELDS).forEach(field -> part.append(fenced(field)));
      if (change.fields().size() > FIELDS) {
        part.append("# ").append(change.fields().size() - FIELDS).append(" more fields\n");
      }
      part.append("```\n");
    }
    return part.append("\n</details>\n").toString();
  }

  /** A changed field as a line that goes and one that comes, which colours them. */
  private static String fenced(MeshChange.Field field) {
    return DiffWords.field(field).replace("```", "'''").replaceFirst("^[~>]", "!") + "\n";
  }

  /** What people wrote, as code: no mark in it formats, links or mentions. */
  private static String markdown(String text) {
    return text.isEmpty() ? "" : " `" + text.strip().replace('`', '\'') + "`";
  }
}
