package dev.meshgen.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The sets of clusters that are too large to be named at each change, each listed once on a page
 * however many changes share it. The first is all of them.
 */
final class ClusterSets {
  private final SortedSet<String> all;
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final Map<SortedSet<String>, Integer> numbers = new LinkedHashMap<>();

  ClusterSets(SortedSet<String> all) {
    this.all = all;
    all.forEach(name -> places.put(name, places.size()));
    numbers.put(all, 0);
  }

  /** A template's view: all clusters, and the others that were asked for. */
  record View(Listed all, List<Listed> some) {}

  /**
   * A set.
   *
   * @param names its members; those of the rest, if the title says so
   */
  record Listed(int number, String title, List<String> names) {}

  /** The number of a set that is listed; empty for one of which every name can be said. */
  Optional<String> number(SortedSet<String> clusters) {
    return clusters.size() <= DiffWords.NAMED
        ? Optional.empty()
        : Optional.of(String.valueOf(numbers.computeIfAbsent(clusters, set -> numbers.size())));
  }

  View view() {
    List<Listed> some = new ArrayList<>();
    numbers.forEach(
        (set, number) -> {
          if (number > 0) {
            some.add(listed(number, set));
          }
        });
    return new View(new Listed(0, "All " + DiffWords.clusters(all.size()), List.copyOf(all)), some);
  }

  private Listed listed(int number, SortedSet<String> set) {
    SortedSet<String> rest = new TreeSet<>(all);
    rest.removeAll(set);
    boolean most = rest.size() < set.size();
    return new Listed(
        number,
        DiffWords.clusters(set.size()) + (most ? ": all but" : ""),
        List.copyOf(most ? rest : set));
  }

  /** The places of clusters among all of them, counted from 0: {@code 0-3,7}; empty for none. */
  String ranges(SortedSet<String> set) {
    StringBuilder ranges = new StringBuilder();
    int first = -1;
    int last = -1;
    for (String name : set) {
      int place = places.get(name);
      if (first < 0 || place != last + 1) {
        append(ranges, first, last);
        first = place;
      }
      last = place;
    }
    append(ranges, first, last);
    return ranges.toString();
  }

  private static void append(StringBuilder ranges, int first, int last) {
    if (first >= 0) {
      ranges.append(ranges.length() == 0 ? "" : ",").append(first);
      ranges.append(first == last ? "" : "-" + last);
    }
  }
}
