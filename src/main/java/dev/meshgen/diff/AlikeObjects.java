package dev.meshgen.diff;

import dev.meshgen.delivery.Engines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes one change of those that do the same to several objects of a kind, as one line of a spec
 * does to whatever starts the layers of a cluster. None of them is lost: the one has them all.
 */
final class AlikeObjects {
  private AlikeObjects() {}

  /** In the order of the first of each. */
  static List<MeshChange> of(List<MeshChange> changes) {
    Map<List<Object>, List<MeshChange>> alike = new LinkedHashMap<>();
    changes.forEach(
        change -> alike.computeIfAbsent(key(change), key -> new ArrayList<>()).add(change));
    return alike.values().stream().map(AlikeObjects::one).toList();
  }

  /**
   * What has to be equal: all that a reader would see, but for which object it is. Lists, because
   * to compare records costs a start more than to compare all of a mesh.
   */
  private static List<Object> key(MeshChange change) {
    boolean same = change.verb() == Verb.CHANGED || isOfLayer(change);
    if (!same) {
      return List.of(new Object());
    }
    return List.of(
        change.object().group(),
        change.object().kind(),
        change.verb(),
        change.findings().stream()
            .map(finding -> List.of(finding.rule().code(), finding.acknowledged()))
            .collect(Collectors.toSet()),
        change.fields().stream()
            .map(AlikeObjects::unplaced)
            .collect(Collectors.groupingBy(field -> field, Collectors.counting())));
  }

  /**
   * Of what starts a layer only its coming and going matters. Any other object that comes or goes
   * has a content that a reader may want to see.
   */
  private static boolean isOfLayer(MeshChange change) {
    boolean whole = change.verb() == Verb.ADDED || change.verb() == Verb.REMOVED;
    return whole && Engines.read(change.object().group());
  }

  /** With its name alone: what says the same may be one source here and one of several there. */
  private static Object unplaced(MeshChange.Field field) {
    String name = field.path().substring(field.path().lastIndexOf('.') + 1);
    return List.of(name, field.verb(), field.before(), field.after(), field.known());
  }

  private static List<Object> placed(MeshChange.Field field) {
    return List.of(field.path(), field.also(), unplaced(field));
  }

  private static MeshChange one(List<MeshChange> same) {
    if (same.size() == 1) {
      return same.get(0);
    }
    MeshChange first = same.get(0);
    Map<List<Object>, MeshChange.Field> fields = new LinkedHashMap<>();
    SortedSet<String> clusters = new TreeSet<>();
    List<Place> places = new ArrayList<>();
    for (MeshChange change : same) {
      change.fields().forEach(field -> fields.putIfAbsent(placed(field), field));
      clusters.addAll(change.clusters());
      places.addAll(change.places());
    }
    return new MeshChange(
        first.object(),
        first.verb(),
        List.copyOf(fields.values()),
        clusters,
        first.objects(),
        first.findings(),
        places,
        same);
  }
}
