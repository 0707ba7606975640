package dev.meshgen.cli;

import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Verb;
import dev.meshgen.diff.Weight;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.report.MeshPicture;
import dev.meshgen.report.PictureMarks;
import dev.meshgen.report.PictureMarks.Kind;
import dev.meshgen.report.PictureMarks.Mark;
import dev.meshgen.report.PicturedMesh;
import dev.meshgen.report.SvgPicture;
import dev.meshgen.trust.TrustStatus;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The mesh before and after a change, with the clusters marked that it touches. */
final class DiffPictures {
  private DiffPictures() {}

  /** Two that are narrower, in pixels, have room side by side. */
  private static final int WIDE = 720;

  /**
   * A template's view of a picture.
   *
   * @param size {@code wide} or {@code narrow}
   */
  record View(String caption, String size, VerbatimText svg) {}

  /**
   * One side of a comparison.
   *
   * @param trust what its locks say of certificates, if it has any
   */
  record Side(MeshPlan plan, Optional<TrustStatus> trust) {}

  static List<View> of(MeshDiff diff, Side before, Side after) {
    SortedMap<String, Mark> marks = marks(diff);
    return List.of(
        view("Before", before, new PictureMarks(marks)),
        view("After", after, new PictureMarks(marks)));
  }

  private static View view(String caption, Side side, PictureMarks marks) {
    PicturedMesh mesh = new PicturedMesh(side.plan(), side.trust(), marks);
    MeshPicture picture = mesh.fitting();
    return new View(
        caption,
        SvgPicture.width(picture) > WIDE ? "wide" : "narrow",
        new VerbatimText(SvgPicture.inPage(picture)));
  }

  /** Of each cluster that the reader has to look at. */
  static SortedMap<String, Mark> marks(MeshDiff diff) {
    SortedMap<String, Mark> marks = new TreeMap<>();
    for (String cluster : diff.clusters()) {
      List<MeshChange> own =
          diff.changes().stream()
              .filter(change -> change.clusters().contains(cluster))
              .filter(change -> change.weight() != Weight.INFO)
              .toList();
      if (!own.isEmpty()) {
        marks.put(cluster, mark(own));
      }
    }
    return marks;
  }

  private static Mark mark(List<MeshChange> changes) {
    for (MeshChange change : changes) {
      if (change.isWholeCluster()) {
        Kind kind = change.verb() == Verb.ADDED ? Kind.ADDED : Kind.REMOVED;
        boolean renamed = change.verb() == Verb.RENAMED;
        return new Mark(renamed ? Kind.CHANGED : kind, change.verb().id());
      }
    }
    return new Mark(Kind.CHANGED, Kind.CHANGED.id() + ": " + DiffWords.weights(changes));
  }
}
