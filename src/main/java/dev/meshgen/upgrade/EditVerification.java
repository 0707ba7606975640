package dev.meshgen.upgrade;

import dev.meshgen.spec.Spec;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares an edited spec with what the edit was for: that, and nothing else, has changed. */
final class EditVerification {
  private EditVerification() {}

  /** The first cluster whose settings are not what the draft wants of them. */
  static Optional<String> firstDeviation(Spec before, Spec after, DraftStep draft) {
    if (!before.layers().keySet().equals(after.layers().keySet())
        || !plain(before.resolvedMesh(), true).equals(plain(after.resolvedMesh(), true))) {
      return before.layers().keySet().stream().findFirst();
    }
    for (String cluster : before.layers().keySet()) {
      Object wanted = plain(before.resolved(cluster), false);
      for (WantedSetting field : draft.wanted().getOrDefault(cluster, List.of())) {
        put(wanted, field);
      }
      if (!wanted.equals(plain(after.resolved(cluster), false))) {
        return Optional.of(cluster);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private static void put(Object settings, WantedSetting field) {
    if (field.value().isEmpty()) {
      remove((Map<String, Object>) settings, field.path());
      return;
    }
    Map<String, Object> map = (Map<String, Object>) settings;
    List<String> path = field.path();
    for (String step : path.subList(0, path.size() - 1)) {
      map = (Map<String, Object>) map.computeIfAbsent(step, key -> new TreeMap<>());
    }
    map.put(path.get(path.size() - 1), field.value().get());
  }

  /** With what is empty then, which an edit does not leave behind either. */
  @SuppressWarnings("unchecked")
  private static void remove(Map<String, Object> map, List<String> path) {
    String key = path.get(0);
    if (path.size() > 1 && map.get(key) instanceof Map<?, ?> below) {
      remove((Map<String, Object>) below, path.subList(1, path.size()));
      if (!below.isEmpty()) {
        return;
      }
    }
    map.remove(key);
  }

  /** Nodes without their positions; of the mesh without its Istio, which its clusters merge. */
  private static Object plain(YamlNode node, boolean mesh) {
    if (node instanceof YamlScalar scalar) {
      return Optional.ofNullable(scalar.value()).map(String::valueOf).orElse("");
    }
    if (node instanceof YamlList list) {
      List<Object> items = new ArrayList<>();
      list.items().forEach(item -> items.add(plain(item, false)));
      return Collections.unmodifiableList(items);
    }
    Map<String, Object> map = new TreeMap<>();
    ((YamlMap) node).entries().forEach((key, entry) -> map.put(key, plain(entry.value(), mesh)));
    if (mesh) {
      for (String field : List.of("version", "revision", "canary", "tags")) {
        map.remove(field);
      }
    }
    return map;
  }
}
