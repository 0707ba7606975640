package dev.meshgen.diff;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets two versions of an object have one copy of what they have in common, so that two trees of a
 * thousand clusters take the memory of one, and most of the comparison is done. What is shared has
 * the positions of the first.
 */
final class SharedNodes {
  private SharedNodes() {}

  /** The second node, with parts of the first where they are the same. */
  static YamlNode of(YamlNode first, YamlNode second) {
    if (isSame(first, second)) {
      return first;
    }
    if (first instanceof YamlMap old && second instanceof YamlMap now) {
      return map(old, now);
    }
    return first instanceof YamlList old && second instanceof YamlList now
        ? list(old, now)
        : second;
  }

  private static boolean isSame(YamlNode first, YamlNode second) {
    if (first instanceof YamlScalar old && second instanceof YamlScalar now) {
      return old.quoted() == now.quoted()
          && old.text().equals(now.text())
          && Objects.equals(old.value(), now.value());
    }
    if (first instanceof YamlMap old && second instanceof YamlMap now) {
      return areSame(old.entries(), now.entries());
    }
    return first instanceof YamlList old
        && second instanceof YamlList now
        && areSame(old.items(), now.items());
  }

  private static boolean areSame(
      Map<String, YamlMap.Entry> first, Map<String, YamlMap.Entry> second) {
    boolean same = first.size() == second.size();
    Iterator<Map.Entry<String, YamlMap.Entry>> others = second.entrySet().iterator();
    Iterator<Map.Entry<String, YamlMap.Entry>> entries = first.entrySet().iterator();
    while (same && entries.hasNext()) {
      Map.Entry<String, YamlMap.Entry> old = entries.next();
      Map.Entry<String, YamlMap.Entry> now = others.next();
      same =
          old.getKey().equals(now.getKey())
              && isSame(old.getValue().value(), now.getValue().value());
    }
    return same;
  }

  private static boolean areSame(List<YamlNode> first, List<YamlNode> second) {
    boolean same = first.size() == second.size();
    for (int i = 0; same && i < first.size(); i++) {
      same = isSame(first.get(i), second.get(i));
    }
    return same;
  }

  private static YamlNode map(YamlMap old, YamlMap now) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(now.entries());
    entries.replaceAll(
        (key, after) -> {
          YamlMap.Entry before = old.entries().get(key);
          YamlNode shared = before == null ? after.value() : of(before.value(), after.value());
          return shared == after.value() ? after : new YamlMap.Entry(after.keySpan(), shared);
        });
    return new YamlMap(now.span(), entries);
  }

  private static YamlNode list(YamlList old, YamlList now) {
    List<YamlNode> items = new ArrayList<>(now.items());
    for (int i = 0; i < Math.min(items.size(), old.items().size()); i++) {
      items.set(i, of(old.items().get(i), items.get(i)));
    }
    return new YamlList(now.span(), items);
  }
}
