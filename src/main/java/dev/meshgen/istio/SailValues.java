package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Helm values as the Sail Operator takes them. Its resources have one map of values, typed by their
 * definition: the API server refuses what it does not name. What a chart reads at its root is below
 * a separate key there, which charts merge into their root.
 */
public final class SailValues {
  private static final String GLOBAL = "global";

  private SailValues() {}

  /**
   * Moves values that exist only at the chart's root to where the resource has them: below its own
   * key, or else below {@code global}, which the chart of such a resource flattens onto its root.
   * What is already there wins, as it does in the chart.
   */
  public static YamlMap of(SailResource resource, YamlMap values) {
    ChartValues known = SailOperator.builtIn().values(resource);
    Map<String, YamlMap.Entry> scoped = new LinkedHashMap<>();
    Map<String, YamlMap.Entry> global = new LinkedHashMap<>();
    Map<String, YamlMap.Entry> kept = new LinkedHashMap<>();
    for (Map.Entry<String, YamlMap.Entry> field : values.entries().entrySet()) {
      String key = field.getKey();
      if (known.knows(List.of(key))) {
        kept.put(key, field.getValue());
      } else if (known.knows(List.of(resource.scope(), key))) {
        scoped.put(key, field.getValue());
      } else if (resource == SailResource.ZTUNNEL && known.knows(List.of(GLOBAL, key))) {
        global.put(key, field.getValue());
      } else {
        kept.put(key, field.getValue());
      }
    }
    YamlMap root = new YamlMap(values.span(), kept);
    return below(GLOBAL, global, below(resource.scope(), scoped, root));
  }

  private static YamlMap below(String key, Map<String, YamlMap.Entry> moved, YamlMap root) {
    if (moved.isEmpty()) {
      return root;
    }
    YamlMap.Entry entry = new YamlMap.Entry(root.span(), new YamlMap(root.span(), moved));
    return merge(new YamlMap(root.span(), Map.of(key, entry)), root, false);
  }

  /** Two layers of values as Helm merges them: maps merge, null removes, all else replaces. */
  public static YamlMap merge(YamlMap below, YamlMap above) {
    return merge(below, above, true);
  }

  private static YamlMap merge(YamlMap below, YamlMap above, boolean removes) {
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>(below.entries());
    for (Map.Entry<String, YamlMap.Entry> field : above.entries().entrySet()) {
      YamlNode value = field.getValue().value();
      YamlMap.Entry existing = merged.get(field.getKey());
      if (removes && isNull(value)) {
        merged.remove(field.getKey());
      } else if (value instanceof YamlMap inner) {
        YamlNode lower = existing == null ? null : existing.value();
        YamlMap base = lower instanceof YamlMap map ? map : new YamlMap(inner.span(), Map.of());
        YamlMap both = merge(base, inner, removes);
        merged.put(field.getKey(), new YamlMap.Entry(field.getValue().keySpan(), both));
      } else {
        merged.put(field.getKey(), field.getValue());
      }
    }
    return new YamlMap(above.span(), merged);
  }

  /**
   * {@link Code#SAIL_VALUE_UNKNOWN}, {@link Code#SAIL_VALUE_TYPE} and {@link
   * Code#SAIL_VALUE_SCOPE}, each at the topmost wrong key.
   */
  public static List<Diagnostic> check(SailResource resource, YamlMap values) {
    YamlMap.Entry scope = values.entries().get(resource.scope());
    if (resource == SailResource.ZTUNNEL && scope != null) {
      // Other charts accept such a key, so that what is below it is known.
      return List.of(scoped(resource, scope));
    }
    List<Diagnostic> found = new ArrayList<>();
    mapping(resource, of(resource, values), List.of(), found);
    return found;
  }

  private static void mapping(
      SailResource resource, YamlMap map, List<String> above, List<Diagnostic> found) {
    ChartValues known = SailOperator.builtIn().values(resource);
    boolean strings = SailOperator.builtIn().takesStrings(resource, above);
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      List<String> path = ValuePaths.child(above, field.getKey());
      YamlNode value = field.getValue().value();
      if (!known.knows(path)) {
        found.add(unknown(resource, path, field.getValue(), known.suggest(path)));
      } else if (isNull(value)) {
        found.add(type(resource, path, field.getValue(), "is null, which removes nothing there"));
      } else if (strings && !isString(value)) {
        found.add(type(resource, path, field.getValue(), "must be a string"));
      } else if (value instanceof YamlMap inner) {
        mapping(resource, inner, path, found);
      }
    }
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.value() == null;
  }

  private static boolean isString(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.value() instanceof String;
  }

  private static Diagnostic scoped(SailResource resource, YamlMap.Entry entry) {
    String message =
        "value \""
            + resource.scope()
            + "\" is a key of the Sail Operator's resource "
            + resource.kind();
    return Diagnostic.of(Code.SAIL_VALUE_SCOPE, entry.keySpan(), message)
        .expecting("the values of the chart, which has no such key")
        .hinting("move its contents one level up");
  }

  private static Diagnostic unknown(
      SailResource resource, List<String> path, YamlMap.Entry entry, Optional<String> closest) {
    String message =
        "value \""
            + ValuePaths.print(path)
            + "\" is unknown to the Sail Operator's resource "
            + resource.kind();
    return Diagnostic.of(Code.SAIL_VALUE_UNKNOWN, entry.keySpan(), message)
        .expecting("a field of " + resource.kind() + ".spec.values: the API server refuses others")
        .hinting(
            closest.map(DidYouMean::question).orElse("remove it, or set `istio.install: helm`"));
  }

  private static Diagnostic type(
      SailResource resource, List<String> path, YamlMap.Entry entry, String problem) {
    String subject = "value \"" + ValuePaths.print(path) + "\" of the Sail Operator's resource ";
    return Diagnostic.of(
            Code.SAIL_VALUE_TYPE, entry.keySpan(), subject + resource.kind() + " " + problem)
        .expecting("a type that the resource accepts")
        .hinting(isNull(entry.value()) ? "remove it" : "quote it");
  }
}
