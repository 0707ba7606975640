package dev.meshgen.render;

import dev.meshgen.diagnostic.PrintableText;

/**
 * Values in HTML, as text or in a quoted attribute: nothing in them may end what they are in, nor
 * turn the text around them about or hide in it. Lines stay lines.
 */
final class HtmlText {
  private HtmlText() {}

  static String escape(Object value) {
    if (value instanceof VerbatimText verbatim) {
      return verbatim.text();
    }
    StringBuilder out = new StringBuilder();
    String.valueOf(value).codePoints().forEach(c -> out.append(escape(c)));
    return out.toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '\n' -> "\n";
      default -> PrintableText.of(c);
    };
  }
}
