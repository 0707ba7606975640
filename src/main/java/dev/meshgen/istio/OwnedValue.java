package dev.meshgen.istio;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A Helm value that only the compiler may set, because it must be the same in several clusters, or
 * in several files of one cluster.
 *
 * @param path where the chart reads it; everything below belongs to it
 * @param reason why users may not set it; a clause that follows a colon
 * @param instead the field of the spec that decides it, if a field does
 * @param hint the way out, where neither that field nor leaving the value out is all of it
 * @param same what it is anyway, as a text; or {@code $} and the name of a fact of the mesh
 * @param when the fact it depends on; empty if it depends on none
 */
public record OwnedValue(
    List<String> path,
    String reason,
    String instead,
    Optional<String> hint,
    Optional<String> same,
    String when) {
  /** The text of an empty list. */
  public static final String NO_ITEMS = "[]";

  public OwnedValue {
    path = List.copyOf(path);
  }

  /** What the compiler owns in a chart, in any minor. */
  public static List<OwnedValue> of(Chart chart) {
    return ValueClasses.of(chart.release()).owned();
  }

  /** Whether a value that is written at exactly this path changes nothing. */
  boolean isSame(YamlNode written, MeshFacts facts) {
    boolean isNull = written instanceof YamlScalar scalar && scalar.value() == null;
    return !isNull && same.flatMap(facts::resolve).filter(text(written)::equals).isPresent();
  }

  /** A node as a text, in which the items of a list are separated by commas. */
  public static String text(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.text();
    }
    List<String> parts = new ArrayList<>();
    if (node instanceof YamlList list) {
      list.items().forEach(item -> parts.add(text(item)));
      return parts.isEmpty() ? NO_ITEMS : String.join(",", parts);
    }
    ((YamlMap) node).entries().forEach((key, entry) -> parts.add(key + "=" + text(entry.value())));
    Collections.sort(parts);
    return "{" + String.join(",", parts) + "}";
  }

  /** Whether setting that path sets this value, or a part of it. */
  boolean covers(List<String> target) {
    return target.size() >= path.size() && target.subList(0, path.size()).equals(path);
  }

  /** Whether this value is below that path, so that replacing the path removes it. */
  boolean isBelow(List<String> target) {
    return path.size() > target.size() && path.subList(0, target.size()).equals(target);
  }
}
