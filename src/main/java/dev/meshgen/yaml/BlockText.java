package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.nio.charset.StandardCharsets;

/** The lines of a text, and a place in it. Lines end with a line feed, and all is ASCII. */
final class BlockText {
  /** The indentation where the text ends. */
  static final int END = -1;

  /** The indentation of a line {@code ---}. */
  static final int SEPARATOR = -2;

  /** YAML ends an unquoted key after 1024 characters. */
  private static final int LONGEST_KEY = 1000;

  private final String file;
  private final byte[] text;
  private int at;
  private int line;
  private int start;
  private int indent;

  /**
   * At the first line with content.
   *
   * @throws UnusualException for a text that is not like that
   */
  BlockText(String file, byte[] text) throws UnusualException {
    this.file = file;
    this.text = text;
    UnusualException.unless(text.length > 0 && text[text.length - 1] == '\n');
    UnusualException.unless(SourceText.isPlain(text));
    nextLine(0);
  }

  /** Where the line starts that it is in; {@link #END} or {@link #SEPARATOR} is less than any. */
  int indent() {
    return indent;
  }

  int offset() {
    return at;
  }

  /** Of the place in its line, counted from 0. */
  int column() {
    return at - start;
  }

  Span span() {
    return new Span(file, line, at - start + 1);
  }

  byte peek() {
    return text[at];
  }

  byte at(int offset) {
    return text[offset];
  }

  void move(int offset) {
    at = offset;
  }

  String text(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  void skipSpaces() {
    at = afterSpaces(at);
  }

  private int afterSpaces(int from) {
    int i = from;
    while (text[i] == ' ') {
      i++;
    }
    return i;
  }

  int endOfLine(int from) {
    int i = from;
    while (text[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Whether nothing else is in the line; a comment is nothing. */
  boolean isLineOver() {
    return text[at] == '\n' || text[at] == '#' && text[at - 1] == ' ';
  }

  /** Moves on from the end of what a line is about. */
  void endLine(int from) throws UnusualException {
    at = afterSpaces(from);
    UnusualException.unless(isLineOver());
    nextLine(endOfLine(at) + 1);
  }

  /** Moves to the first content of the line that starts here, or of one below. */
  void nextLine(int from) throws UnusualException {
    int next = from;
    while (next < text.length) {
      start = next;
      line++;
      at = afterSpaces(start);
      indent = at - start;
      if (text[at] != '\n' && text[at] != '#') {
        refuseMarker();
        return;
      }
      next = endOfLine(at) + 1;
    }
    at = next;
    indent = END;
  }

  int size() {
    return text.length;
  }

  /** How many spaces follow, up to a limit. */
  int spaces(int from, int most) {
    int i = from;
    while (i < text.length && i - from < most && text[i] == ' ') {
      i++;
    }
    return i - from;
  }

  void copy(int from, int to, byte[] target, int offset) {
    System.arraycopy(text, from, target, offset, to - from);
  }

  /** Counts lines that are not looked at. */
  void pass(int lines) {
    line += lines;
  }

  private void refuseMarker() throws UnusualException {
    if (indent == 0 && (text[at] == '-' || text[at] == '.')) {
      boolean marker = text[at + 1] == text[at] && text[at + 2] == text[at];
      UnusualException.unless(!marker || text[at] == '-' && text[at + 3] == '\n');
      indent = marker ? SEPARATOR : 0;
    }
  }

  /** Where the colon is that ends the key which starts here; -1 if none starts here. */
  int endOfKey() {
    byte first = text[at];
    int end = first == '"' || first == '\'' ? endOfQuotes() : endOfPlain(at);
    boolean isKey = end > at && end - at < LONGEST_KEY && isColon(end);
    return isKey ? end : -1;
  }

  private boolean isColon(int offset) {
    return text[offset] == ':' && (text[offset + 1] == ' ' || text[offset + 1] == '\n');
  }

  /** Behind the quotes that start here; -1 if they need a second look. */
  int endOfQuotes() {
    byte quote = text[at];
    int i = at + 1;
    while (text[i] != quote && text[i] != '\n') {
      boolean escape = quote == '"' && text[i] == '\\';
      if (escape && text[i + 1] != '"' && text[i + 1] != '\\') {
        return -1;
      }
      i += escape ? 2 : 1;
    }
    return text[i] == quote && text[i + 1] != quote ? i + 1 : -1;
  }

  /** What the quotes that start here and end before an offset hold. */
  String quoted(int end) {
    String content = text(at + 1, end - 1);
    return text[at] == '\'' || content.indexOf('\\') < 0 ? content : unescaped(content);
  }

  private static String unescaped(String content) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < content.length()) {
      i += content.charAt(i) == '\\' ? 1 : 0;
      text.append(content.charAt(i));
      i++;
    }
    return text.toString();
  }

  /** At the comma or bracket behind words without quotes in a list on one line; -1 if unsure. */
  int endOfItem() {
    int i = at;
    while (text[i] != ',' && text[i] != ']') {
      if ("\n:#[{}".indexOf(text[i]) >= 0) {
        return -1;
      }
      i++;
    }
    return i;
  }

  /** At the comment, the colon of a key or the line feed behind words without quotes. */
  int endOfPlain(int from) {
    int i = from;
    while (text[i] != '\n' && !isColon(i) && !(text[i] == '#' && i > from && text[i - 1] == ' ')) {
      i++;
    }
    return i;
  }
}
