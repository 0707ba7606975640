package dev.meshgen.istio;

import java.util.List;

/**
 * A value of which the mesh does not work with everything that the chart takes.
 *
 * @param path where the chart reads it
 * @param words what is compared with it; {@code $} and a name is the fact of that name
 * @param key the key of an item that is compared; empty for items that are scalars
 * @param unless paths of which any makes the check pointless
 * @param when the fact it depends on; empty if it depends on none
 * @param reason what goes wrong; a clause that follows a colon
 * @param by the code of another diagnostic that checks it; empty if this does
 */
record CheckedValue(
    List<String> path,
    Check check,
    List<String> words,
    String key,
    List<List<String>> unless,
    String when,
    String reason,
    String by) {

  /** How a value is compared with the words. */
  enum Check {
    /** It is a list that must have one of them. */
    CONTAINS("contains"),
    /** It is a list of patterns, of which none may match one of them. */
    EXCLUDES("excludes"),
    /** It is a text that must have none of them in it. */
    LACKS("lacks"),
    /** It is a list of service settings, of which none may keep the services of all hosts local. */
    SHARES("shares"),
    /** It is a list of label selectors for namespaces. */
    SELECTS("selects"),
    /** Another diagnostic says. */
    ELSEWHERE("by");

    private final String id;

    Check(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  CheckedValue {
    path = List.copyOf(path);
    words = List.copyOf(words);
    unless = List.copyOf(unless);
  }
}
