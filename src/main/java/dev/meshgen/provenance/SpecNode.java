package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents of a spec, and how one of them is changed at a place.
 *
 * @param document which of them, counted from 0
 * @param steps keys of maps, and places of items in lists, counted from 0; none for the document
 */
public record SpecNode(int document, List<String> steps) {
  private static final Span NOWHERE = Span.of("");

  public SpecNode {
    steps = List.copyOf(steps);
  }

  SpecNode then(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new SpecNode(document, longer);
  }

  /** The map or list that it is in. */
  SpecNode parent() {
    return new SpecNode(document, steps.subList(0, steps.size() - 1));
  }

  /** {@code spec.eastWest.ports.tls}, {@code spec.podCIDRs[0]}. */
  public String field() {
    StringBuilder field = new StringBuilder();
    for (String step : steps) {
      boolean item = !step.isEmpty() && step.chars().allMatch(c -> c >= '0' && c <= '9');
      field.append(item ? "[" + step + "]" : field.length() == 0 ? step : "." + step);
    }
    return field.toString();
  }

  /** What is there; empty if nothing is. */
  public Optional<YamlNode> in(List<YamlNode> documents) {
    Optional<YamlNode> node =
        document < documents.size() ? Optional.of(documents.get(document)) : Optional.empty();
    for (String step : steps) {
      node = node.flatMap(parent -> child(parent, step));
    }
    return node;
  }

  private static Optional<YamlNode> child(YamlNode parent, String step) {
    if (parent instanceof YamlMap map) {
      return map.get(step);
    }
    if (parent instanceof YamlList list) {
      int index = Integer.parseInt(step);
      return index < list.items().size() ? Optional.of(list.items().get(index)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Where it is written; empty if it is not. */
  public Optional<Span> at(List<YamlNode> documents) {
    if (steps.isEmpty()) {
      return in(documents).map(YamlNode::span);
    }
    String last = steps.get(steps.size() - 1);
    Optional<YamlNode> parent = parent().in(documents);
    if (parent.orElse(null) instanceof YamlMap map) {
      return Optional.ofNullable(map.entries().get(last)).map(YamlMap.Entry::keySpan);
    }
    return in(documents).map(YamlNode::span);
  }

  /**
   * The documents with something else there.
   *
   * @param value empty to remove it; an empty list or map that is left over goes with it
   */
  List<YamlNode> set(List<YamlNode> documents, Optional<YamlNode> value) {
    List<YamlNode> changed = new ArrayList<>(documents);
    Optional<YamlNode> root = set(documents.get(document), steps, value);
    if (root.isPresent()) {
      changed.set(document, root.get());
    } else {
      changed.remove(document);
    }
    return changed;
  }

  private static Optional<YamlNode> set(
      YamlNode node, List<String> steps, Optional<YamlNode> value) {
    if (steps.isEmpty()) {
      return value;
    }
    List<String> below = steps.subList(1, steps.size());
    return node instanceof YamlList list
        ? setItem(list, Integer.parseInt(steps.get(0)), below, value)
        : setEntry(
            node instanceof YamlMap map ? map : new YamlMap(NOWHERE, Map.of()),
            steps.get(0),
            below,
            value);
  }

  private static Optional<YamlNode> setEntry(
      YamlMap map, String key, List<String> below, Optional<YamlNode> value) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
    YamlMap.Entry old = entries.get(key);
    YamlNode child = old == null ? new YamlMap(NOWHERE, Map.of()) : old.value();
    Optional<YamlNode> changed = set(child, below, value);
    if (changed.isPresent()) {
      entries.put(key, new YamlMap.Entry(old == null ? NOWHERE : old.keySpan(), changed.get()));
    } else {
      entries.remove(key);
    }
    return entries.isEmpty() ? Optional.empty() : Optional.of(new YamlMap(map.span(), entries));
  }

  private static Optional<YamlNode> setItem(
      YamlList list, int index, List<String> below, Optional<YamlNode> value) {
    List<YamlNode> items = new ArrayList<>(list.items());
    Optional<YamlNode> changed = index < items.size() ? set(items.get(index), below, value) : value;
    if (changed.isEmpty()) {
      items.remove(index);
    } else if (index < items.size()) {
      items.set(index, changed.get());
    } else {
      items.add(changed.get());
    }
    return items.isEmpty() ? Optional.empty() : Optional.of(new YamlList(list.span(), items));
  }

  /** {@code Cluster "east"}, {@code Mesh}. */
  static String title(YamlNode document) {
    String kind = text(document, "kind");
    String name =
        document instanceof YamlMap map
            ? map.get("metadata").map(metadata -> text(metadata, "name")).orElse("")
            : "";
    return kind.equals("Mesh") || name.isEmpty() ? kind : kind + " \"" + name + "\"";
  }

  private static String text(YamlNode node, String key) {
    return node instanceof YamlMap map && map.get(key).orElse(null) instanceof YamlScalar scalar
        ? scalar.text()
        : "";
  }
}
