package dev.meshgen.seal.sops;

import java.util.List;
import java.util.Map;

/** YAML as it was read, before anything is decided about it. */
sealed interface DocumentNode {

  /**
   * @param flow written in braces, so that its entries own no lines
   */
  record Mapping(Map<String, Entry> entries, boolean flow) implements DocumentNode {
    DocumentNode get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }
  }

  /**
   * @param line of the key, from 0
   * @param column of the key, from 0
   */
  record Entry(int line, int column, DocumentNode value) {}

  /** The items of a list; only sops' own block may have lists. */
  record Sequence(List<DocumentNode> items, boolean flow) implements DocumentNode {}

  /** A string, quoted or not; unquoted words that mean something else are {@link Other}. */
  record Text(String value) implements DocumentNode {}

  /** Nothing: sops leaves it alone. */
  record Null() implements DocumentNode {}

  /** An unquoted boolean, number or time. */
  record Other(String word) implements DocumentNode {}
}
