package dev.meshgen.diff;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which item of one list is which of another.
 *
 * <p>By the fields that Kubernetes' own schemas call list-map keys, and their like in Istio's, Argo
 * CD's and Helm's lists: the first set of fields that all items have, each differently. Scalars are
 * their own keys. Everything else, certificates among it, is known by its content alone.
 */
final class ListItems {
  /** Dots lead into maps. A set with several names the item by all of them that it has. */
  private static final List<List<String>> KEYS =
      List.of(
          List.of("name"),
          List.of("metadata.name"),
          List.of("group", "kind", "name"),
          List.of("apiGroup", "kind", "name"),
          List.of("server", "namespace"),
          List.of("name", "namespace"),
          List.of("name", "protocol"),
          List.of("port.name"),
          List.of("port.number"),
          List.of("containerPort", "protocol"),
          List.of("port", "protocol"),
          List.of("mountPath"),
          List.of("key"),
          List.of("topologyKey"),
          List.of("host"),
          List.of("recipient"),
          List.of("path_regex"),
          List.of("repoURL", "chart"),
          List.of("repoURL", "ref"),
          List.of("apiGroups", "resources"),
          List.of("type"),
          List.of("kind"));

  /** Lists whose order says which item is asked first; their items are known by their places. */
  private static final Set<String> ORDERED =
      Set.of("http", "tls", "tcp", "rules", "command", "args", "initContainers", "configPatches");

  private ListItems() {}

  /**
   * The items of two lists by keys that both lists share.
   *
   * @param name of the field that holds the list
   */
  static Pairing pair(String name, YamlList before, YamlList after) {
    if (ORDERED.contains(name) && !isKeyed(before, after, List.of("name"))) {
      return new Pairing(byPlace(before), byPlace(after));
    }
    if (isOfCertificates(before) && isOfCertificates(after)) {
      return byContentThenPlace(before, after);
    }
    for (List<String> keys : KEYS) {
      if (isKeyed(before, after, keys)) {
        return new Pairing(byKeys(before, keys), byKeys(after, keys));
      }
    }
    return isScalar(before) && isScalar(after)
        ? new Pairing(byContent(before), byContent(after))
        : byContentThenPlace(before, after);
  }

  /** The items of each list by what names them, in their order. */
  record Pairing(Map<String, YamlNode> before, Map<String, YamlNode> after) {}

  private static boolean isKeyed(YamlList before, YamlList after, List<String> keys) {
    return before.items().size() + after.items().size() > 0
        && distinct(before, keys)
        && distinct(after, keys);
  }

  private static boolean distinct(YamlList list, List<String> keys) {
    return byKeys(list, keys).size() == list.items().size();
  }

  private static Map<String, YamlNode> byKeys(YamlList list, List<String> keys) {
    Map<String, YamlNode> items = new LinkedHashMap<>();
    for (YamlNode item : list.items()) {
      selector(item, keys).ifPresent(selector -> items.put(selector, item));
    }
    return items;
  }

  /** Empty for an item that has none of the keys, or not the last one. */
  private static Optional<String> selector(YamlNode item, List<String> keys) {
    List<String> found = new ArrayList<>();
    for (String key : keys) {
      Optional<String> value = value(item, key);
      if (value.isPresent()) {
        found.add(key.substring(key.lastIndexOf('.') + 1) + "=" + value.get());
      } else if (keys.get(0).equals(key)) {
        return Optional.empty();
      }
    }
    return Optional.of("[" + String.join(",", found) + "]");
  }

  private static Optional<String> value(YamlNode item, String key) {
    Optional<YamlNode> node = Optional.of(item);
    for (String step : key.split("\\.")) {
      node = node.flatMap(at -> at instanceof YamlMap map ? map.get(step) : Optional.empty());
    }
    boolean simple =
        node.filter(
                found ->
                    found instanceof YamlScalar || found instanceof YamlList list && isScalar(list))
            .isPresent();
    return simple ? node.map(NodeText::of) : Optional.empty();
  }

  private static boolean isOfCertificates(YamlList list) {
    return list.items().stream().allMatch(CertificateNode::is);
  }

  private static boolean isScalar(YamlList list) {
    return list.items().stream().allMatch(YamlScalar.class::isInstance);
  }

  private static Map<String, YamlNode> byPlace(YamlList list) {
    Map<String, YamlNode> items = new LinkedHashMap<>();
    for (YamlNode item : list.items()) {
      items.put("[" + items.size() + "]", item);
    }
    return items;
  }

  /** Equal items are counted, so that none gets lost. */
  private static Map<String, YamlNode> byContent(YamlList list) {
    Map<String, YamlNode> items = new LinkedHashMap<>();
    for (YamlNode item : list.items()) {
      String text = "[" + NodeText.of(item) + "]";
      String selector = text;
      for (int copy = 2; items.containsKey(selector); copy++) {
        selector = text + "[" + copy + "]";
      }
      items.put(selector, item);
    }
    return items;
  }

  /** Items that are in both lists pair up; of the rest, the first of one with that of the other. */
  private static Pairing byContentThenPlace(YamlList before, YamlList after) {
    Map<String, YamlNode> old = byContent(before);
    Map<String, YamlNode> now = byContent(after);
    Set<String> shared = Set.copyOf(old.keySet().stream().filter(now::containsKey).toList());
    return new Pairing(placed(old, shared), placed(now, shared));
  }

  private static Map<String, YamlNode> placed(Map<String, YamlNode> items, Set<String> shared) {
    Map<String, YamlNode> placed = new LinkedHashMap<>();
    int place = 0;
    for (var entry : items.entrySet()) {
      placed.put(
          shared.contains(entry.getKey()) ? entry.getKey() : "[" + place++ + "]", entry.getValue());
    }
    return placed;
  }
}
