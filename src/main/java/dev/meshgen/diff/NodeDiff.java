package dev.meshgen.diff;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The fields in which two nodes differ. Order of keys, order of items and style do not count. */
final class NodeDiff {
  private final List<FieldChange> changes = new ArrayList<>();

  private NodeDiff() {}

  /** In the order of the second node, what it lacks at the place where the first has it. */
  static List<FieldChange> of(YamlNode before, YamlNode after) {
    NodeDiff diff = new NodeDiff();
    diff.compare(FieldPath.ROOT, before, after);
    return List.copyOf(diff.changes);
  }

  private void compare(FieldPath path, YamlNode before, YamlNode after) {
    if (before == after) {
      return;
    }
    if (CertificateNode.is(before) && CertificateNode.is(after)) {
      // Every fact of another certificate is another one: for a reader that is one difference.
      if (!NodeText.of(before).equals(NodeText.of(after))) {
        changes.add(new FieldChange(path, Optional.of(before), Optional.of(after)));
      }
    } else if (before instanceof YamlMap old && after instanceof YamlMap now) {
      fields(path, old.entries(), now.entries());
    } else if (before instanceof YamlList old && after instanceof YamlList now) {
      ListItems.Pairing items = ListItems.pair(path.name(), old, now);
      each(path, items.before(), items.after());
    } else if (!isSame(before, after)) {
      changes.add(new FieldChange(path, Optional.of(before), Optional.of(after)));
    }
  }

  /** The facts in which two certificates differ. */
  static List<FieldChange> facts(FieldPath path, YamlNode before, YamlNode after) {
    NodeDiff diff = new NodeDiff();
    diff.fields(path, ((YamlMap) before).entries(), ((YamlMap) after).entries());
    return diff.changes;
  }

  private void fields(
      FieldPath path, Map<String, YamlMap.Entry> before, Map<String, YamlMap.Entry> after) {
    before.forEach((key, entry) -> step(path, key, entry.value(), value(after.get(key))));
    after.forEach(
        (key, entry) -> {
          if (!before.containsKey(key)) {
            step(path, key, null, entry.value());
          }
        });
  }

  private static YamlNode value(YamlMap.Entry entry) {
    return entry == null ? null : entry.value();
  }

  private void each(FieldPath path, Map<String, YamlNode> before, Map<String, YamlNode> after) {
    Set<String> steps = new LinkedHashSet<>(before.keySet());
    steps.addAll(after.keySet());
    steps.forEach(step -> step(path, step, before.get(step), after.get(step)));
  }

  private void step(FieldPath path, String step, YamlNode old, YamlNode now) {
    if (old == now) {
      return;
    }
    if (old != null && now != null) {
      compare(path.then(step), old, now);
    } else {
      changes.add(
          new FieldChange(path.then(step), Optional.ofNullable(old), Optional.ofNullable(now)));
    }
  }

  /** The text {@code "true"} is not the boolean, {@code 1.30} is not the number {@code 1.3}. */
  private static boolean isSame(YamlNode before, YamlNode after) {
    return before instanceof YamlScalar old
        && after instanceof YamlScalar now
        && Objects.equals(old.value(), now.value());
  }
}
