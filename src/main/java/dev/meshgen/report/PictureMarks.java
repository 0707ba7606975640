package dev.meshgen.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The marks of changes in a picture of a comparison.
 *
 * @param clusters those that are marked, by name
 */
public record PictureMarks(SortedMap<String, Mark> clusters) {
  /** Of a picture that compares nothing. */
  public static final PictureMarks NONE = new PictureMarks(new TreeMap<>());

  public PictureMarks {
    clusters = new TreeMap<>(clusters);
  }

  /** What happens to a cluster, or to some of those that are drawn as one. */
  public enum Kind {
    CHANGED("changed"),
    ADDED("added"),
    REMOVED("removed");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** The word that is shown, and the class of its frame. */
    public String id() {
      return id;
    }
  }

  /**
   * A cluster's.
   *
   * @param words shown if it is drawn alone: {@code changed: 1 high}
   */
  public record Mark(Kind kind, String words) {}

  /** Of a cluster; empty if it is not marked. */
  Optional<Mark> of(String cluster) {
    return Optional.ofNullable(clusters.get(cluster));
  }

  /** Of clusters that are drawn as one: {@code 3 of 10 changed}. */
  Optional<Mark> of(Collection<String> drawn) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    drawn.forEach(
        cluster -> of(cluster).ifPresent(mark -> counts.merge(mark.kind(), 1, Integer::sum)));
    if (counts.isEmpty() || drawn.size() == 1) {
      return drawn.stream().findFirst().flatMap(this::of);
    }
    List<String> words = new ArrayList<>();
    counts.forEach((kind, count) -> words.add(count + " of " + drawn.size() + " " + kind.id()));
    Kind first = counts.keySet().iterator().next();
    boolean all = counts.get(first) == drawn.size();
    return Optional.of(new Mark(all ? first : Kind.CHANGED, String.join(", ", words)));
  }
}
