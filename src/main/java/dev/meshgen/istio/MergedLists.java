package dev.meshgen.istio;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The lists in raw values that keep the compiler's items. Helm replaces a list, so the second
 * values file has to repeat those of the first.
 */
public final class MergedLists {
  private MergedLists() {}

  /**
   * Raw values whose merged lists start with the compiler's items.
   *
   * @param own the compiler's own values of the release; asked for only if there is such a list
   */
  public static YamlMap keep(Chart chart, String release, YamlMap values, Supplier<YamlMap> own) {
    YamlMap kept = values;
    Optional<YamlMap> first = Optional.empty();
    for (WrittenValue written : WrittenValue.of(chart, values)) {
      Optional<MergedValue> merged = mergedBy(release, written);
      if (merged.isPresent() && written.entry().value() instanceof YamlList list) {
        first = first.or(() -> Optional.of(own.get()));
        if (at(first.get(), merged.get().path()).orElse(null) instanceof YamlList ours) {
          kept = with(kept, written.path(), join(ours, list));
        }
      }
    }
    return kept;
  }

  /** {@link Code#VALUE_OWNED} for what would take items of the compiler's away. */
  static List<Diagnostic> check(Chart chart, String release, List<WrittenValue> values) {
    List<Diagnostic> found = new ArrayList<>();
    for (WrittenValue written : values) {
      mergedBy(release, written).ifPresent(merged -> found.addAll(check(release, written, merged)));
    }
    return found;
  }

  private static Optional<MergedValue> mergedBy(String release, WrittenValue written) {
    return ValueClasses.of(release).merged().stream()
        .filter(merged -> written.sets(merged.path()))
        .findFirst();
  }

  private static List<Diagnostic> check(String release, WrittenValue written, MergedValue merged) {
    String subject =
        "value \"" + ValuePaths.print(written.path()) + "\" of release \"" + release + "\"";
    if (!(written.entry().value() instanceof YamlList list)) {
      return List.of(
          Diagnostic.of(
                  Code.VALUE_OWNED,
                  written.entry().keySpan(),
                  subject + " would remove meshgen's own entries: " + merged.reason())
              .expecting("a list, to which meshgen adds its own items")
              .hinting("remove it, or write a list"));
    }
    List<Diagnostic> found = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlMap map
          && map.get(merged.key()).orElse(null) instanceof YamlScalar key
          && merged.reserved().contains(trimmed(key.text()))) {
        found.add(
            Diagnostic.of(
                    Code.VALUE_OWNED,
                    key.span(),
                    subject
                        + " has an item owned by meshgen, \""
                        + key.text()
                        + "\": "
                        + merged.reason())
                .expecting("another " + merged.key())
                .hinting(merged.hint()));
      }
    }
    return found;
  }

  private static String trimmed(String text) {
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static Optional<YamlNode> at(YamlMap values, List<String> path) {
    Optional<YamlNode> node = Optional.of(values);
    for (String key : path) {
      node = node.flatMap(each -> each instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    return node;
  }

  private static YamlList join(YamlList ours, YamlList theirs) {
    List<YamlNode> items = new ArrayList<>(ours.items());
    for (YamlNode item : theirs.items()) {
      if (ours.items().stream().noneMatch(each -> isSame(each, item))) {
        items.add(item);
      }
    }
    return new YamlList(theirs.span(), items);
  }

  private static boolean isSame(YamlNode one, YamlNode other) {
    if (one instanceof YamlMap a && other instanceof YamlMap b) {
      return a.entries().keySet().equals(b.entries().keySet())
          && a.entries().keySet().stream()
              .allMatch(key -> isSame(a.get(key).orElseThrow(), b.get(key).orElseThrow()));
    }
    return one instanceof YamlScalar a
        && other instanceof YamlScalar b
        && a.text().equals(b.text());
  }

  private static YamlMap with(YamlMap map, List<String> path, YamlNode value) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
    YamlMap.Entry old = entries.get(path.get(0));
    YamlNode changed =
        path.size() == 1 ? value : with((YamlMap) old.value(), path.subList(1, path.size()), value);
    entries.put(path.get(0), new YamlMap.Entry(old.keySpan(), changed));
    return new YamlMap(map.span(), entries);
  }
}
