package dev.meshgen.render;

/** Text composed for a code block, where escaping would show. Holds names of the spec only. */
public record VerbatimText(String text) {
  @Override
  public String toString() {
    return text;
  }
}
