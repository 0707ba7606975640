package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping, in the order it was written.
 *
 * @param entries key to value; of a duplicate key the first
 */
public record YamlMap(Span span, Map<String, Entry> entries) implements YamlNode {

  /** A value, and the position of its key, where most problems of a field are reported. */
  public record Entry(Span keySpan, YamlNode value) {}

  public YamlMap {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public Optional<YamlNode> get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : Optional.of(entry.value());
  }
}
