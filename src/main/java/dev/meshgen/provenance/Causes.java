package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Progress;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.FileSide;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.ObjectId;
import dev.meshgen.diff.Place;
import dev.meshgen.tree.TreeException;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Which changes of a spec make which changes of its tree. Measured: a change of the spec is a cause
 * of what would be different without it.
 */
public final class Causes {
  /** Of more changes, the rest is not traced: each costs one compilation. */
  private static final int MOST = 40;

  /** Of nothing. */
  public static final Causes UNKNOWN = new Causes(Map.of());

  private final Map<SpecChange, Map<ObjectId, List<Place>>> shaped;

  private Causes(Map<SpecChange, Map<ObjectId, List<Place>>> shaped) {
    this.shaped = shaped;
  }

  /**
   * Measures, in the clusters whose fields a comparison names.
   *
   * @param diff that is asked about
   * @param before the documents as they were
   * @param after the documents as they are
   * @param progress is told which change of the documents is at hand
   */
  public static Causes of(
      Trial trial, MeshDiff diff, List<YamlNode> before, List<YamlNode> after, Progress progress)
      throws TreeException {
    List<SpecChange> changes = SpecChange.between(before, after);
    Set<String> wanted = clusters(diff);
    Optional<SortedMap<String, byte[]>> now = trial.files(after, wanted);
    Map<SpecChange, Map<ObjectId, List<Place>>> shaped = new LinkedHashMap<>();
    if (now.isEmpty()) {
      return UNKNOWN;
    }
    List<SpecChange> asked = changes.subList(0, Math.min(MOST, changes.size()));
    for (SpecChange change : asked) {
      progress.reached(asked.indexOf(change), asked.size());
      Optional<SortedMap<String, byte[]>> without = trial.files(change.undoneIn(after), wanted);
      if (without.isPresent()) {
        shaped.put(change, differing(without.get(), now.get()));
      }
    }
    progress.reached(asked.size(), asked.size());
    return new Causes(shaped);
  }

  private static Set<String> clusters(MeshDiff diff) {
    Set<String> clusters = new TreeSet<>();
    for (MeshChange change : diff.changes()) {
      change.places().forEach(place -> place.id().cluster().ifPresent(clusters::add));
      change.findings().forEach(finding -> finding.place().id().cluster().ifPresent(clusters::add));
    }
    return clusters;
  }

  private static Map<ObjectId, List<Place>> differing(
      SortedMap<String, byte[]> without, SortedMap<String, byte[]> with) throws TreeException {
    Map<ObjectId, List<Place>> places = new HashMap<>();
    for (Place place :
        MeshDiff.places(
            new Named("", new FileSide(without)),
            new Named("", new FileSide(with)),
            new Report())) {
      places.computeIfAbsent(place.id(), id -> new ArrayList<>()).add(place);
    }
    return places;
  }

  /** What made a place change, in the order of the spec. */
  public List<SpecChange> of(Place place) {
    List<SpecChange> causes = new ArrayList<>();
    shaped.forEach(
        (change, places) -> {
          if (places.getOrDefault(place.id(), List.of()).stream()
              .anyMatch(shape -> overlap(shape, place))) {
            causes.add(change);
          }
        });
    return causes;
  }

  /** What made a change. */
  public List<SpecChange> of(MeshChange change) {
    List<SpecChange> causes = new ArrayList<>();
    for (Place place : change.places()) {
      for (SpecChange cause : of(place)) {
        if (!causes.contains(cause)) {
          causes.add(cause);
        }
      }
    }
    return causes;
  }

  /**
   * Whether one of two fields is the other, or in it: a change that brings a whole object shapes
   * each field of it, and one that reaches into it has a part in the whole.
   */
  private static boolean overlap(Place one, Place other) {
    List<String> shorter = one.field().steps();
    List<String> longer = other.field().steps();
    if (shorter.size() > longer.size()) {
      return overlap(other, one);
    }
    return longer.subList(0, shorter.size()).equals(shorter);
  }
}
