package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What differs between two trees.
 *
 * @param changes the heaviest first, then topic by topic
 * @param clusters those of either tree
 * @param files how many files differ
 */
public record MeshDiff(List<MeshChange> changes, SortedSet<String> clusters, int files) {
  /** The topic of what no rule knows. */
  public static final String OTHER = "other";

  public MeshDiff {
    changes = List.copyOf(changes);
    clusters = Collections.unmodifiableSortedSet(new TreeSet<>(clusters));
  }

  /** Whether nothing differs that matters to a mesh; formatting and comments may. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Compares two trees.
   *
   * @param before the tree as it was, and how its files are called in positions
   * @param after the tree as it will be
   * @param report gets a diagnostic for each file that cannot be read
   */
  public static MeshDiff of(Named before, Named after, Report report) throws TreeException {
    ComparedObjects objects = ComparedObjects.of(before, after, report);
    ComparedPaths paths = objects.paths();
    SortedSet<String> had = clusters(paths.before());
    SortedSet<String> has = clusters(paths.after());
    SortedSet<String> clusters = new TreeSet<>(had);
    clusters.addAll(has);
    List<MeshChange> changes =
        new ChangeGrouping(clusters, objects.networks()).of(objects.changes(), had, has);
    return new MeshDiff(sorted(changes), clusters, paths.differing().size());
  }

  /** The same changes, those of several objects as one where they are alike. */
  public MeshDiff collapsed() {
    return new MeshDiff(AlikeObjects.of(changes), clusters, files);
  }

  /**
   * A tree and its name.
   *
   * @param label in front of the paths of its files: {@code rendered/}, {@code main:}
   */
  public record Named(String label, TreeSide side) {}

  /** The places that differ, each cluster's own, without a judgement. */
  public static List<Place> places(Named before, Named after, Report report) throws TreeException {
    List<Place> places = new ArrayList<>();
    for (ObjectChange change : ComparedObjects.of(before, after, report).changes()) {
      change.fields().forEach(field -> places.add(Place.of(change.id(), field)));
    }
    return places;
  }

  private static SortedSet<String> clusters(Set<String> paths) {
    SortedSet<String> clusters = new TreeSet<>();
    paths.forEach(path -> Layout.lockOf(path).ifPresent(clusters::add));
    return clusters;
  }

  private static List<MeshChange> sorted(List<MeshChange> changes) {
    List<String> topics = new ArrayList<>(ChangeRules.topics());
    topics.add(OTHER);
    List<MeshChange> sorted = new ArrayList<>(changes);
    sorted.sort(
        Comparator.comparing(MeshChange::weight)
            .thenComparing(change -> !change.isWholeCluster())
            .thenComparing(change -> topics.indexOf(change.topic()))
            .thenComparing(MeshChange::object)
            .thenComparing(MeshChange::verb)
            .thenComparing(change -> String.join(",", change.clusters()))
            .thenComparing(MeshDiff::fields));
    return sorted;
  }

  /** Not what records print of themselves, which takes a start longer than what it compares. */
  private static String fields(MeshChange change) {
    StringBuilder text = new StringBuilder();
    for (MeshChange.Field field : change.fields()) {
      text.append(field.path()).append('\n').append(field.verb()).append('\n');
      text.append(field.before()).append('\n').append(field.after()).append('\n');
    }
    return text.toString();
  }
}
