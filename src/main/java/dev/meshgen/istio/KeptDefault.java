package dev.meshgen.istio;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Whether raw values keep a default that a new minor changes. */
public final class KeptDefault {
  private KeptDefault() {}

  /**
   * Where they keep it: with the values of the change itself, or with a compatibility version.
   *
   * @param values raw values by release
   * @param before the minor before the upgrade
   */
  public static Optional<Span> at(
      DefaultChange change, Map<String, YamlMap> values, MinorVersion before) {
    Optional<Span> at = Optional.empty();
    for (Map.Entry<Chart, SortedMap<String, String>> release : change.keep().entrySet()) {
      YamlMap raw = values.get(release.getKey().release());
      at = raw == null ? Optional.empty() : at(change, release.getKey(), raw, before);
      if (at.isEmpty()) {
        return at;
      }
    }
    return at;
  }

  private static Optional<Span> at(
      DefaultChange change, Chart chart, YamlMap raw, MinorVersion before) {
    Optional<YamlScalar> version = CompatibilityVersion.of(raw);
    if (change.compatible()
        && version
            .flatMap(scalar -> MinorVersion.parse(scalar.text()))
            .filter(kept -> kept.compareTo(before) <= 0)
            .isPresent()) {
      return version.map(YamlScalar::span);
    }
    Optional<Span> at = Optional.empty();
    for (Map.Entry<String, String> value : change.keep().get(chart).entrySet()) {
      at = at(chart, raw, ValuePaths.parse(value.getKey()), value.getValue());
      if (at.isEmpty()) {
        return at;
      }
    }
    return at;
  }

  private static Optional<Span> at(Chart chart, YamlMap raw, List<String> path, String value) {
    return WrittenValues.of(chart, raw)
        .find(path)
        .map(YamlMap.Entry::value)
        .filter(node -> node instanceof YamlScalar scalar && scalar.text().equals(value))
        .map(YamlNode::span);
  }
}
