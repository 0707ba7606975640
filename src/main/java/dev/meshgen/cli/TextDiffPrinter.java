package dev.meshgen.cli;

import dev.meshgen.diff.ChangeRule;
import dev.meshgen.diff.Finding;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Weight;
import dev.meshgen.provenance.Causes;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** A comparison for a terminal. */
final class TextDiffPrinter {
  /** Of the fields of one change. */
  private static final int FIELDS = 8;

  private final PrintWriter out;
  private final Causes causes;
  private final Set<String> explained = new HashSet<>();

  TextDiffPrinter(PrintWriter out, Causes causes) {
    this.out = out;
    this.causes = causes;
  }

  /** One paragraph a change, the heaviest first. */
  void print(MeshDiff diff) {
    out.println(DiffWords.headline(diff));
    for (MeshChange change : diff.changes()) {
      if (change.weight() != Weight.INFO) {
        out.println();
        print(change, diff.clusters());
      }
    }
    List<MeshChange> upkeep =
        diff.changes().stream().filter(change -> change.weight() == Weight.INFO).toList();
    if (!upkeep.isEmpty()) {
      out.println();
      out.println("Follows from it:");
      upkeep.forEach(change -> out.println("  " + DiffWords.line(change, diff.clusters())));
    }
  }

  /** One line per topic. */
  void printStat(MeshDiff diff) {
    out.println(DiffWords.headline(diff));
    for (Map.Entry<String, List<MeshChange>> topic : DiffWords.byTopic(diff).entrySet()) {
      out.printf("  %-11s %s%n", topic.getKey(), DiffWords.weights(topic.getValue()));
    }
  }

  /** Who has to approve it, if the spec says so. */
  void printApprovals(List<Approvals.Needed> needed) {
    if (!needed.isEmpty()) {
      out.println();
      out.println("Needs approval");
    }
    needed.forEach(each -> out.println("  " + each.text()));
  }

  private void print(MeshChange change, SortedSet<String> clusters) {
    out.println(change.verb().mark() + " " + DiffWords.line(change, clusters));
    if (!change.each().isEmpty()) {
      out.println("    objects: " + DiffWords.objects(change));
    }
    change.findings().forEach(this::print);
    fields(change);
    causes.of(change).forEach(cause -> out.println("    spec " + DiffWords.cause(cause)));
  }

  /** What a rule says is said with its first finding. */
  private void print(Finding finding) {
    ChangeRule rule = finding.rule();
    String acknowledged = DiffWords.acknowledged(finding);
    out.printf(
        "    %s %s, %s: %s%s%n",
        rule.code(), rule.weight().id(), rule.topic(), rule.title(), acknowledged);
    if (explained.add(rule.code())) {
      out.println("      " + rule.consequence());
      rule.restarts().ifPresent(what -> out.println("      Restarts: " + what + "."));
      if (rule.weight() != Weight.INFO) {
        out.println("      Check: " + rule.check() + ".");
      }
    }
  }

  private void fields(MeshChange change) {
    List<MeshChange.Field> fields = change.fields();
    fields.stream().limit(FIELDS).forEach(field -> out.println("    " + DiffWords.field(field)));
    if (fields.size() > FIELDS) {
      out.println("    … " + (fields.size() - FIELDS) + " more fields (--format json has all)");
    }
  }
}
