package dev.meshgen.seal.vault;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Texts as {@code custom_metadata} of a KV engine holds them: 64 values of 512 bytes at most, of
 * printable characters alone. What is longer is continued in further values; the end of a line is
 * written as in JSON.
 */
final class CustomMetadata {
  /** Limits of the engine (vault-plugin-secrets-kv, path_metadata.go). */
  private static final int LONGEST = 512;

  private static final int MOST = 64;
  private static final String NEXT = ".";

  private CustomMetadata() {}

  /** Empty if it is too much. */
  static Optional<Map<String, String>> split(Map<String, String> texts) {
    Map<String, String> split = new TreeMap<>();
    texts.forEach(
        (name, lines) -> {
          String text = lines.replace("\\", "\\\\").replace("\n", "\\n");
          for (int part = 0; part * LONGEST < Math.max(text.length(), 1); part++) {
            int start = part * LONGEST;
            split.put(
                part == 0 ? name : name + NEXT + part,
                text.substring(start, Math.min(start + LONGEST, text.length())));
          }
        });
    return split.size() > MOST ? Optional.empty() : Optional.of(split);
  }

  /** The text of a name, however long; empty if it is missing. */
  static Optional<String> join(Map<?, ?> values, String name) {
    if (!(values.get(name) instanceof String first)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(first);
    for (int part = 1; values.get(name + NEXT + part) instanceof String more; part++) {
      text.append(more);
    }
    return Optional.of(lines(text.toString()));
  }

  private static String lines(String text) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = c == '\\' && i + 1 < text.length();
      if (escaped) {
        i++;
      }
      lines.append(!escaped ? c : text.charAt(i) == 'n' ? '\n' : text.charAt(i));
    }
    return lines.toString();
  }
}
