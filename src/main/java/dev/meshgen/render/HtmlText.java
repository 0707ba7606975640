package dev.meshgen.render;

import dev.meshgen.diagnostic.MarkupText;
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
    String.valueOf(value)
        .codePoints()
        .forEach(c -> out.append(c == '\n' ? "\n" : PrintableText.of(c)));
    return MarkupText.attribute(out.toString()).replace("'", "&#39;");
  }
}
