package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.tree.ClusterLayout;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
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
    ComparedPaths paths = ComparedPaths.of(before.side(), after.side());
    SortedSet<String> wanted = wanted(paths);
    CertificateTexts certificates = new CertificateTexts();
    List<TreeObject> had = objects(before, wanted, certificates, List.of(), report);
    List<TreeObject> has = objects(after, wanted, certificates, had, report);
    List<ObjectChange> differing = ObjectPairs.changes(had, has);
    SortedSet<String> clusters = clusters(paths.before());
    clusters.addAll(clusters(paths.after()));
    List<MeshChange> changes =
        new Collapse(clusters, had, has)
            .of(differing, clusters(paths.before()), clusters(paths.after()));
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
    SortedSet<String> wanted = wanted(ComparedPaths.of(before.side(), after.side()));
    CertificateTexts certificates = new CertificateTexts();
    List<Place> places = new ArrayList<>();
    List<TreeObject> had = objects(before, wanted, certificates, List.of(), report);
    List<TreeObject> has = objects(after, wanted, certificates, had, report);
    for (ObjectChange change : ObjectPairs.changes(had, has)) {
      change.fields().forEach(field -> places.add(Place.of(change.id(), field)));
    }
    return places;
  }

  private static List<TreeObject> objects(
      Named tree,
      SortedSet<String> paths,
      CertificateTexts certificates,
      List<TreeObject> others,
      Report report)
      throws TreeException {
    return TreeObjects.of(
        new TreeMap<>(tree.side().read(paths)), tree.label(), certificates, others, report);
  }

  private static SortedSet<String> wanted(ComparedPaths paths) {
    SortedSet<String> wanted = new TreeSet<>(paths.differing());
    wanted.addAll(context(paths.before(), paths.differing()));
    wanted.addAll(context(paths.after(), paths.differing()));
    return wanted;
  }

  /** Locks name the networks of clusters, and values have two files. */
  private static List<String> context(Iterable<String> paths, SortedSet<String> differing) {
    SortedSet<String> folders = new TreeSet<>();
    differing.forEach(path -> Layout.clusterOf(path).ifPresent(folders::add));
    List<String> context = new ArrayList<>();
    for (String path : paths) {
      Optional<String> cluster = Layout.clusterOf(path);
      if (cluster.isPresent() && folders.contains(cluster.get())) {
        ClusterLayout layout = Layout.cluster(cluster.get());
        if (path.equals(layout.lock()) || isPart(path, layout, differing)) {
          context.add(path);
        }
      }
    }
    return context;
  }

  /** Whether a file has values of a release of which others differ. */
  private static boolean isPart(String path, ClusterLayout layout, SortedSet<String> differing) {
    if (!Layout.folderOf(path).equals(layout.values()) || !path.endsWith(".yaml")) {
      return false;
    }
    String release = TreeObjects.release(path);
    return differing.contains(layout.values(release))
        || differing.contains(layout.overrides(release));
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
            .thenComparing(change -> Arrays.toString(change.fields().toArray())));
    return sorted;
  }
}
