package dev.meshgen.diagnostic;

import java.util.Locale;

/**
 * Text as it can be shown: a character that cannot be seen, or that steers a terminal or the order
 * of the text around it, is written as an escape.
 */
public final class PrintableText {
  private PrintableText() {}

  /** A text in which every character can be seen. */
  public static String of(String text) {
    if (firstInvisible(text) < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.append(of(c)));
    return out.toString();
  }

  /** A character, or its escape. */
  public static String of(int c) {
    return isVisible(c)
        ? Character.toString(c)
        : String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
  }

  /** Where the first character is that cannot be seen; -1 if all can. */
  public static int firstInvisible(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean plain = c >= 0x20 && c < 0x7F;
      if (!plain && !isVisible(text.codePointAt(i))) {
        return i;
      }
      i += plain ? 1 : Character.charCount(text.codePointAt(i));
    }
    return -1;
  }

  private static boolean isVisible(int c) {
    if (c >= 0x20 && c < 0x7F) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
