package dev.meshgen.render;

import dev.meshgen.diagnostic.PrintableText;

/**
 * Values in Markdown: nothing in them may end a table cell, open a tag or start a link, nor turn
 * the text around them about or hide in it.
 */
final class MarkdownText {
  private MarkdownText() {}

  static String escape(Object value) {
    if (value instanceof VerbatimText verbatim) {
      return verbatim.text();
    }
    String text = String.valueOf(value);
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '|', '`', '[', ']', '*', '\\' -> out.append('\\').append(c);
        case '<' -> out.append("&lt;");
        case '&' -> out.append("&amp;");
        case '\n', '\r' -> out.append(' ');
        default -> out.append(c);
      }
    }
    return PrintableText.of(out.toString());
  }
}
