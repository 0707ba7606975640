package dev.meshgen.seal.sops;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data key for one recipient, as the metadata of a file holds it.
 *
 * @param fields its text fields by name, in the order in which sops prints them
 */
public record KeyEntry(Map<String, String> fields) {
  public KeyEntry {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** The text of a field that every entry of its kind has. */
  public String field(String name) {
    String text = fields.get(name);
    if (text == null) {
      throw new IllegalStateException("the entry has no \"" + name + "\"");
    }
    return text;
  }
}
