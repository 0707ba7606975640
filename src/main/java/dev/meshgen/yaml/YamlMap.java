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
  public record Entry(Span keySpan, YamlNode value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Entry that
          && keySpan.equals(that.keySpan)
          && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return 31 * keySpan.hashCode() + value.hashCode();
    }
  }

  public YamlMap {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public Optional<YamlNode> get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : Optional.of(entry.value());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof YamlMap that && span.equals(that.span) && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return 31 * span.hashCode() + entries.hashCode();
  }
}
