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
    if (first instanceof YamlScalar old && second instanceof YamlScalar now) {
      boolean same =
          old.quoted() == now.quoted()
              && old.text().equals(now.text())
              && Objects.equals(old.value(), now.value());
      return same ? old : now;
    }
    if (first instanceof YamlMap old && second instanceof YamlMap now) {
      return map(old, now);
    }
    return first instanceof YamlList old && second instanceof YamlList now
        ? list(old, now)
        : second;
  }

  private static YamlNode map(YamlMap old, YamlMap now) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    Iterator<String> keys = old.entries().keySet().iterator();
    boolean all = old.entries().size() == now.entries().size();
    for (Map.Entry<String, YamlMap.Entry> entry : now.entries().entrySet()) {
      YamlMap.Entry before = old.entries().get(entry.getKey());
      YamlMap.Entry after = entry.getValue();
      YamlNode shared = before == null ? after.value() : of(before.value(), after.value());
      all &= before != null && shared == before.value() && keys.next().equals(entry.getKey());
      entries.put(
          entry.getKey(),
          shared == after.value() ? after : new YamlMap.Entry(after.keySpan(), shared));
    }
    return all ? old : new YamlMap(now.span(), entries);
  }

  private static YamlNode list(YamlList old, YamlList now) {
    List<YamlNode> items = new ArrayList<>();
    boolean all = old.items().size() == now.items().size();
    for (int i = 0; i < now.items().size(); i++) {
      YamlNode item = now.items().get(i);
      YamlNode shared = i < old.items().size() ? of(old.items().get(i), item) : item;
      all &= i < old.items().size() && shared == old.items().get(i);
      items.add(shared);
    }
    return all ? old : new YamlList(now.span(), items);
  }
}
