package dev.meshgen.cli;

import dev.meshgen.diagnostic.PrintableText;

/**
 * A source line as a terminal can show it, and the display column of the caret below it.
 *
 * @param caret how many terminal cells precede the caret
 */
record SourceExcerpt(String line, int caret) {
  private static final int BEFORE = 60;
  private static final int AFTER = 40;
  private static final int TAB = 4;

  /** Cuts a line of any length down to what surrounds a column, counted in code points from 1. */
  static SourceExcerpt of(String line, int column) {
    int at = offset(line, column - 1);
    int from = cellsBack(line, at);
    int to = offset(line.substring(at), AFTER) + at;
    StringBuilder shown = new StringBuilder(from > 0 ? "…" : "");
    int cells = shown.length();
    int caret = 0;
    for (int i = from; i < to; ) {
      if (i == at) {
        caret = cells;
      }
      int c = line.codePointAt(i);
      String cell = c == '\t' ? " ".repeat(TAB - cells % TAB) : PrintableText.of(c);
      shown.append(cell);
      cells += c == '\t' || cell.length() > 2 ? cell.length() : width(c);
      i += Character.charCount(c);
    }
    return new SourceExcerpt(
        shown.append(to < line.length() ? "…" : "").toString(), at == to ? cells : caret);
  }

  private static int offset(String text, int codePoints) {
    int at = 0;
    for (int i = 0; i < codePoints && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static int cellsBack(String line, int at) {
    int from = at;
    for (int i = 0; i < BEFORE && from > 0; i++) {
      from -= Character.charCount(line.codePointBefore(from));
    }
    return from;
  }

  /** A text without characters that a terminal obeys instead of showing. */
  static String visible(String text) {
    return PrintableText.of(text);
  }

  /** Cells that a terminal gives to a character: East Asian Width (UAX 11) in its broad strokes. */
  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        c >= 0x1100 && c <= 0x115F
            || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
            || c >= 0xAC00 && c <= 0xD7A3
            || c >= 0xF900 && c <= 0xFAFF
            || c >= 0xFE30 && c <= 0xFE6F
            || c >= 0xFF00 && c <= 0xFF60
            || c >= 0xFFE0 && c <= 0xFFE6
            || c >= 0x1F300 && c <= 0x1F64F
            || c >= 0x1F680 && c <= 0x1F6FF
            || c >= 0x1F900 && c <= 0x1F9FF
            || c >= 0x20000 && c <= 0x3FFFD;
    return wide ? 2 : 1;
  }
}
