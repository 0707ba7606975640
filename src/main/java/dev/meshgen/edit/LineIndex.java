package dev.meshgen.edit;

import dev.meshgen.diagnostic.Span;

/** A text, addressed by line and column as positions are, and by offset. */
final class LineIndex {
  private final String text;

  LineIndex(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  char at(int offset) {
    return offset < text.length() ? text.charAt(offset) : 0;
  }

  int offset(Span span) {
    int line = 1;
    int start = 0;
    while (line < span.line()) {
      start = afterBreak(lineEnd(start));
      line++;
    }
    return text.offsetByCodePoints(start, span.column() - 1);
  }

  int lineStart(int offset) {
    int at = offset;
    while (at > 0 && !isBreak(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Where the line around an offset ends, its break not included. */
  int lineEnd(int offset) {
    int at = offset;
    while (at < text.length() && !isBreak(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Where the next line starts, behind the end of one. */
  int afterBreak(int end) {
    if (end >= text.length()) {
      return end;
    }
    boolean both = text.charAt(end) == '\r' && at(end + 1) == '\n';
    return end + (both ? 2 : 1);
  }

  /** The line break that the text uses. */
  String lineBreak() {
    int end = lineEnd(0);
    int after = afterBreak(end);
    return after == end ? "\n" : text.substring(end, after);
  }

  int skipBlanks(int offset) {
    int at = offset;
    while (at(at) == ' ') {
      at++;
    }
    return at;
  }

  /** Whether there are only blanks before an offset in its line. */
  boolean startsLine(int offset) {
    return skipBlanks(lineStart(offset)) == offset;
  }

  /** Whether nothing but blanks and a comment follows in the line. */
  boolean endsLine(int offset) {
    int at = skipBlanks(offset);
    return at >= text.length() || isBreak(text.charAt(at)) || at > offset && at(at) == '#';
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
