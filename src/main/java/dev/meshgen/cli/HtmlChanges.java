package dev.meshgen.cli;

import dev.meshgen.diff.Finding;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.provenance.Causes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The changes of a page. */
final class HtmlChanges {
  /** As many fields are seen at once; the others are folded. */
  private static final int FIELDS = 8;

  /** Of a longer value, this much is shown. */
  private static final int LONGEST = 600;

  private final MeshDiff diff;
  private final Causes causes;
  private final ClusterSets sets;
  private final ExactLines lines;

  HtmlChanges(MeshDiff diff, Causes causes, ClusterSets sets, ExactLines lines) {
    this.diff = diff;
    this.causes = causes;
    this.sets = sets;
    this.lines = lines;
  }

  /** A template's view of a change. */
  record View(
      Head head,
      List<FindingView> findings,
      List<String> causes,
      Fields fields,
      List<ExactLines.View> files) {}

  /**
   * What a change is.
   *
   * @param where it is the same
   * @param in the places of these clusters; empty for a change of the mesh
   * @param objects where it is that of several
   */
  record Head(
      int number,
      String weight,
      String topic,
      String what,
      Where where,
      String in,
      Optional<String> objects) {}

  /** Clusters in words, and the number of their set, if it is listed. */
  record Where(String words, Optional<String> set) {
    static Where of(String words, SortedSet<String> clusters, ClusterSets sets) {
      return new Where(words, sets.number(clusters));
    }
  }

  /** What a rule says of it. */
  record FindingView(
      String code,
      String title,
      String acknowledged,
      List<Words> consequence,
      Optional<String> restarts,
      List<Words> check) {}

  /** A part of a sentence: what is typed, or the words around it. */
  record Words(boolean code, String text) {
    /** Of a sentence with backticks around what is typed. */
    static List<Words> of(String sentence) {
      List<Words> parts = new ArrayList<>();
      boolean code = false;
      for (String each : sentence.split("`", -1)) {
        if (!each.isEmpty()) {
          parts.add(new Words(code, each));
        }
        code = !code;
      }
      return parts;
    }
  }

  /** The fields that differ: those that are seen at once, and the others. */
  record Fields(List<FieldView> first, String more, List<FieldView> rest) {}

  /** A field that differs. */
  record FieldView(
      String verb, String mark, String path, Optional<String> before, Optional<String> after) {}

  List<View> views() {
    List<View> views = new ArrayList<>();
    for (MeshChange change : diff.changes()) {
      int number = views.size() + 1;
      views.add(
          new View(
              head(change, number),
              change.findings().stream().map(HtmlChanges::finding).toList(),
              causes.of(change).stream().map(DiffWords::cause).toList(),
              fields(change),
              lines.of(change, number)));
    }
    return views;
  }

  private Head head(MeshChange change, int number) {
    return new Head(
        number,
        change.weight().id(),
        change.topic(),
        DiffWords.what(change),
        Where.of(where(change), change.clusters(), sets),
        sets.ranges(change.clusters()),
        change.each().isEmpty() ? Optional.empty() : Optional.of(DiffWords.objects(change)));
  }

  private String where(MeshChange change) {
    String where = DiffWords.where(change, diff.clusters());
    if (change.clusters().isEmpty()) {
      return "of the mesh";
    }
    return where.isEmpty() ? "in " + DiffWords.names(change.clusters()) : where;
  }

  private static FindingView finding(Finding finding) {
    return new FindingView(
        finding.rule().code(),
        finding.rule().title(),
        DiffWords.acknowledged(finding),
        Words.of(finding.rule().consequence()),
        finding.rule().restarts(),
        Words.of(finding.rule().check()));
  }

  private static Fields fields(MeshChange change) {
    List<FieldView> all = change.fields().stream().map(HtmlChanges::field).toList();
    int seen = Math.min(all.size(), FIELDS);
    int more = all.size() - seen;
    return new Fields(
        all.subList(0, seen),
        more == 1 ? "1 more field" : more + " more fields",
        all.subList(seen, all.size()));
  }

  private static FieldView field(MeshChange.Field field) {
    return new FieldView(
        field.verb().id(),
        field.verb().mark(),
        DiffWords.path(field),
        value(field.before()),
        value(field.after()));
  }

  private static Optional<String> value(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(DiffWords.value(text, LONGEST));
  }
}
