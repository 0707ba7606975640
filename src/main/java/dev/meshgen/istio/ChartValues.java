package dev.meshgen.istio;

import dev.meshgen.diagnostic.DidYouMean;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which values a chart reads. Paths are the chart's own; {@link ValuePaths} knows what users may
 * write instead.
 */
public final class ChartValues {
  private final Node root = new Node();
  private final SortedSet<String> accepted;

  private static final class Node {
    private final TreeMap<String, Node> children = new TreeMap<>();
    private boolean open;
    private ValueType type = ValueType.ANY;
  }

  /**
   * @param paths one path a line; {@code path.*} for one below which anything goes; and after a
   *     space its type, where that is known
   * @param accepted the root keys that the chart's closed schema admits; empty without one
   */
  ChartValues(List<String> paths, Set<String> accepted) {
    this.accepted = new TreeSet<>(accepted);
    paths.forEach(this::add);
  }

  private void add(String line) {
    Node node = root;
    int space = line.indexOf(' ');
    String path = space < 0 ? line : line.substring(0, space);
    for (String segment : ValuePaths.parse(path)) {
      if (segment.equals("*")) {
        node.open = true;
      } else {
        node = node.children.computeIfAbsent(segment, key -> new Node());
      }
    }
    if (space >= 0) {
      node.type = ValueType.ofId(line.substring(space + 1));
    }
  }

  /** What the value at a path has to be. */
  ValueType type(List<String> path) {
    Node node = root;
    ValueType type = ValueType.ANY;
    for (String segment : path) {
      ValueType above = node.type;
      node = node.children.get(segment);
      if (node == null) {
        return above.below();
      }
      type = node.children.isEmpty() ? node.type : ValueType.MAPPING;
    }
    return type;
  }

  /** All of them, one path a line, as they are listed; without types. */
  SortedSet<String> lines() {
    SortedSet<String> lines = new TreeSet<>();
    collect(root, List.of(), lines);
    return lines;
  }

  private static void collect(Node node, List<String> path, SortedSet<String> lines) {
    if (node.open) {
      lines.add(ValuePaths.print(path) + ".*");
    } else if (node.children.isEmpty()) {
      lines.add(ValuePaths.print(path));
    }
    node.children.forEach((key, child) -> collect(child, ValuePaths.child(path, key), lines));
  }

  /** Whether the chart reads something at, above or below that path. */
  public boolean knows(List<String> path) {
    Node node = root;
    for (String segment : path) {
      if (node.open) {
        return true;
      }
      node = node.children.get(segment);
      if (node == null) {
        return false;
      }
    }
    return true;
  }

  /** The known key that is closest to the first unknown key of the path. */
  public Optional<String> suggest(List<String> path) {
    Node node = root;
    for (String segment : path) {
      Node next = node.children.get(segment);
      if (next == null) {
        return DidYouMean.closest(segment, node.children.keySet());
      }
      node = next;
    }
    return Optional.empty();
  }

  /** Whether the chart's schema is closed: Helm refuses root keys beyond {@link #accepted}. */
  public boolean strict() {
    return !accepted.isEmpty();
  }

  /** The root keys the schema admits, some of which the chart does not read; empty without one. */
  public SortedSet<String> accepted() {
    return Collections.unmodifiableSortedSet(accepted);
  }
}
