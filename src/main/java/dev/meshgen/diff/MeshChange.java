package dev.meshgen.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One change, and the clusters in which it is the same.
 *
 * @param object what changes, in words that the clusters share; the first of several
 * @param fields that differ, in such words; empty for what is added, removed, moved or renamed
 * @param clusters none for what belongs to the mesh
 * @param objects how many objects it covers in each cluster: all of them for one that is added,
 *     removed or renamed
 * @param findings the heaviest first
 * @param places the fields that differ, in the first of the clusters
 * @param each the changes of one object that this is, where it is that of several; else empty
 */
public record MeshChange(
    ObjectId object,
    Verb verb,
    List<Field> fields,
    SortedSet<String> clusters,
    int objects,
    List<Finding> findings,
    List<Place> places,
    List<MeshChange> each) {

  /**
   * A field that differs.
   *
   * @param before empty if it was added; several lines if the text has
   * @param after empty if it was removed
   * @param known whether a rule says something about it
   * @param also the paths of other fields in which the same certificates are replaced
   */
  public record Field(
      String path, Verb verb, String before, String after, boolean known, List<String> also) {
    public Field {
      also = List.copyOf(also);
    }

    /** One that no other repeats. */
    Field(String path, Verb verb, String before, String after, boolean known) {
      this(path, verb, before, after, known, List.of());
    }

    /** What a rule says of a certificate in one place is said of it in all. */
    Field andIn(List<String> others, boolean knownThere) {
      return new Field(path, verb, before, after, known || knownThere, others);
    }

    /** All of its paths. */
    public List<String> paths() {
      List<String> paths = new ArrayList<>(List.of(path));
      paths.addAll(also);
      return paths;
    }
  }

  public MeshChange {
    fields = List.copyOf(fields);
    clusters = Collections.unmodifiableSortedSet(new TreeSet<>(clusters));
    findings = List.copyOf(findings);
    places = List.copyOf(places);
    each = List.copyOf(each);
  }

  /** That of one object, or of all that a cluster has. */
  MeshChange(
      ObjectId object,
      Verb verb,
      List<Field> fields,
      SortedSet<String> clusters,
      int objects,
      List<Finding> findings,
      List<Place> places) {
    this(object, verb, fields, clusters, objects, findings, places, List.of());
  }

  /** The same change, with other findings. */
  MeshChange saying(List<Finding> others) {
    return new MeshChange(object, verb, fields, clusters, objects, others, places, each);
  }

  /** The same change, as if what the spec accepts were not said; empty if nothing is left. */
  public Optional<MeshChange> open() {
    List<Finding> left = findings.stream().filter(Finding::isOpen).toList();
    boolean accepted = left.isEmpty() && !findings.isEmpty();
    return accepted && fields.stream().allMatch(Field::known)
        ? Optional.empty()
        : Optional.of(saying(left));
  }

  /** How closely to look; what no rule knows is as heavy as a medium change. */
  public Weight weight() {
    if (verb == Verb.MOVED) {
      return Weight.LOW;
    }
    Weight unknown =
        findings.isEmpty() || fields.stream().anyMatch(field -> !field.known())
            ? Weight.MEDIUM
            : Weight.INFO;
    Weight said = findings.isEmpty() ? Weight.INFO : findings.get(0).rule().weight();
    return said.compareTo(unknown) < 0 ? said : unknown;
  }

  /** Whether a cluster comes, goes or gets another name, with all it has. */
  public boolean isWholeCluster() {
    return object.is(TreeObjects.CLUSTER) && verb != Verb.CHANGED && !clusters.isEmpty();
  }

  /** What it is about: of the heaviest finding; {@code other} where no rule says anything. */
  public String topic() {
    return findings.isEmpty() ? MeshDiff.OTHER : findings.get(0).rule().topic();
  }
}
