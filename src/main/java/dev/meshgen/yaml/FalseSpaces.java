package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.Locale;

/** Characters that look like a space or like nothing, and are neither to YAML. */
final class FalseSpaces {
  private static final int NO_BREAK_SPACE = 0xA0;
  private static final int IDEOGRAPHIC_SPACE = 0x3000;

  private FalseSpaces() {}

  /** The first of them between two offsets; -1 if all can be seen. */
  static int in(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (is(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The first of them that a line up to {@code end} starts with; -1 if all can be seen. */
  static int inIndentation(String text, int from, int end) {
    boolean indentation = true;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        indentation = true;
      } else if (indentation && is(c)) {
        return i;
      } else if (c != ' ') {
        indentation = false;
      }
    }
    return -1;
  }

  static Diagnostic at(Span span, char c) {
    String name = String.format(Locale.ROOT, "U+%04X", (int) c);
    String word =
        c == NO_BREAK_SPACE ? " (no-break space)" : Character.isSpaceChar(c) ? " (a space)" : "";
    return Diagnostic.of(Code.INVISIBLE_CHARACTER, span, "invisible character " + name + word)
        .expecting("plain spaces and visible characters in indentations and keys")
        .hinting("delete it, and type a space if one is needed");
  }

  private static boolean is(char c) {
    return c >= NO_BREAK_SPACE
        && (Character.getType(c) == Character.FORMAT
            || c == IDEOGRAPHIC_SPACE
            || Character.getType(c) == Character.SPACE_SEPARATOR);
  }
}
