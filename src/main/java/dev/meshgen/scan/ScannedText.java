package dev.meshgen.scan;

/**
 * The bytes of a file, and what is at a place in it. A place outside of it has no character, so
 * that those who look around need not count.
 */
final class ScannedText {
  private final byte[] text;

  ScannedText(byte[] text) {
    this.text = text;
  }

  byte[] bytes() {
    return text;
  }

  int length() {
    return text.length;
  }

  int at(int index) {
    return index >= 0 && index < text.length ? text[index] : -1;
  }

  int skipBlanks(int from) {
    int end = from;
    while (at(end) == ' ' || at(end) == '\t') {
      end++;
    }
    return end;
  }

  boolean startsWith(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(from + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int indexOf(String word, int from) {
    for (int i = from; i + word.length() <= text.length; i++) {
      if (startsWith(i, word)) {
        return i;
      }
    }
    return -1;
  }

  int indented(int line) {
    int column = line;
    while (at(column) == ' ') {
      column++;
    }
    return column - line;
  }

  boolean isBlankLine(int line) {
    int c = at(line + indented(line));
    return c == '\n' || c == '\r';
  }

  /** Columns before the key, a list's dash included: what is indented deeper belongs to it. */
  int indent(int start) {
    int column = 0;
    while (start - column > 0 && text[start - column - 1] != '\n') {
      column++;
    }
    return column;
  }

  static boolean isBase64(int c) {
    return isWord(c) || c == '+' || c == '/';
  }

  static boolean isBase64Url(int c) {
    return isWord(c) || c == '-';
  }

  static boolean isWord(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }
}
