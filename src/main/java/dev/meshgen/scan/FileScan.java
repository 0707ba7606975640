package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Judges suspicious places in one file by what is around them. */
final class FileScan {
  /** Prose has no words like this; tokens are nothing else. */
  private static final int TOKEN_LENGTH = 16;

  /** A text that says what to write has short words, or placeholders, there. */
  private static final int ASSIGNED_IN_PROSE = 6;

  private static final int LONGEST_HEADER = 1024;

  private final String path;
  private final byte[] text;
  private final List<Hit> hits = new ArrayList<>();

  FileScan(String path, byte[] text) {
    this.path = path;
    this.text = text;
  }

  byte[] text() {
    return text;
  }

  List<Hit> hits() {
    return hits;
  }

  List<SecretScan.Finding> found() {
    List<SecretScan.Finding> found = new ArrayList<>();
    for (Hit hit : hits) {
      int line = 1;
      for (int i = 0; i < hit.start(); i++) {
        line += text[i] == '\n' ? 1 : 0;
      }
      SecretScan.Finding finding = new SecretScan.Finding(path, line, hit.what());
      if (!found.contains(finding)) {
        found.add(finding);
      }
    }
    return found;
  }

  void add(int start, int end, String what) {
    hits.add(new Hit(start, end, what));
  }

  /**
   * Where a JWT ends: three segments of base64url, the first of which is JSON; else -1.
   *
   * @param cutOff whether the last of them may be missing
   */
  int jwtEnd(int start, boolean cutOff) {
    if (start < 0 || text[start] != 'e' || text[start + 1] != 'y' || text[start + 2] != 'J') {
      return -1;
    }
    int first = header(start);
    if (first - start < 12 || at(first) != '.') {
      return -1;
    }
    int second = segment(first + 1);
    if (second - first < 5 || at(second) != '.' && !cutOff) {
      return -1;
    }
    // The header is JSON, which a name with dots in it hardly decodes to.
    byte[] header = Arrays.copyOfRange(text, start, start + 12);
    for (byte b : Base64.getUrlDecoder().decode(header)) {
      if (b < 0x20 || b == 0x7f) {
        return -1;
      }
    }
    return at(second) == '.' ? segment(second + 1) : second;
  }

  /**
   * Where a token ends whose start ends at {@code from}; -1 without a token, or with one that is
   * too short.
   */
  int tokenEnd(int start, int from, int least) {
    if (isBase64(at(start - 1)) || at(start - 1) == '-') {
      return -1;
    }
    int end = from;
    while (isBase64(at(end)) || at(end) == '-' || at(end) == '.' || at(end) == '=') {
      end++;
    }
    return end - from < least ? -1 : end;
  }

  /**
   * Where a client secret of Azure ends, which has a digit and {@code Q~} behind three characters;
   * -1 if none starts there.
   */
  int azureEnd(int start, int least) {
    if (start < 0 || isAzure(at(start - 1)) || at(start + 3) < '0' || at(start + 3) > '9') {
      return -1;
    }
    int end = start;
    while (isAzure(at(end))) {
      end++;
    }
    return end - start < least ? -1 : end;
  }

  private static boolean isAzure(int c) {
    return isBase64Url(c) || c == '~' || c == '.';
  }

  /**
   * Where user name and password of an address end, at an {@code @}; -1 if there is no password.
   *
   * @param least characters of a password, with the text cut off behind them; 0 where none is
   */
  int loginEnd(int start, int least) {
    int colon = -1;
    boolean port = true;
    for (int i = start; i < text.length && text[i] != 0x7f; i++) {
      int c = text[i];
      if (c == '@') {
        return colon > 0 && i > colon + 1 ? i : -1;
      }
      if (c <= ' ' || "/?#\"'<>{}$,`".indexOf(c) >= 0) {
        return -1;
      }
      port &= colon < 0 || c >= '0' && c <= '9';
      colon = c == ':' && colon < 0 ? i : colon;
    }
    boolean cutOff = least > 0 && colon > 0 && !port && text.length - colon > least;
    return cutOff ? text.length : -1;
  }

  /** The word around a place, and the lines below it that are of nothing but the same letters. */
  Hit wordAround(int start, int end, String what) {
    int from = start;
    while (isBase64(at(from - 1)) || at(from - 1) == '-') {
      from--;
    }
    int to = wordEnd(end);
    for (int next = nextLine(to); next > 0; next = nextLine(to)) {
      int below = wordEnd(next);
      boolean whole = at(below) < ' ' && at(below) != '\t';
      if (below - next < TOKEN_LENGTH || !whole) {
        break;
      }
      to = below;
    }
    return new Hit(from, to, what);
  }

  private int wordEnd(int from) {
    int end = from;
    while (isBase64(at(end)) || at(end) == '-' || at(end) == '=') {
      end++;
    }
    return end;
  }

  /** Where the text of the next line starts, if a line ends here; else -1. */
  private int nextLine(int from) {
    int at = at(from) == '\r' ? from + 1 : from;
    return at(at) == '\n' ? skipBlanks(at + 1) : -1;
  }

  /** A PEM block: from its first line to its last, or to the end of a text that is cut off. */
  Hit pemAround(int start, int end, String what) {
    int from = start;
    while (from > 0 && start - from < 80 && text[from - 1] != '\n' && text[from - 1] != '"') {
      from--;
    }
    int last = indexOf("-END", end);
    int to = last < 0 ? text.length : last;
    while (to < text.length && text[to] != '\n' && text[to] != '"') {
      to++;
    }
    return new Hit(from, to, what);
  }

  private int indexOf(String word, int from) {
    for (int i = from; i + word.length() <= text.length; i++) {
      if (startsWith(i, word)) {
        return i;
      }
    }
    return -1;
  }

  /** The value of a field: the rest of its line, and the lines below that belong to it. */
  Hit valueOf(int start, int end, String what) {
    int indent = indent(start);
    int to = end;
    do {
      while (to < text.length && text[to] != '\n') {
        to++;
      }
    } while (to < text.length && (isBlankLine(to + 1) || indented(to + 1) > indent) && to++ >= 0);
    return new Hit(end, to, what);
  }

  private int indented(int line) {
    int column = line;
    while (at(column) == ' ') {
      column++;
    }
    return column - line;
  }

  private boolean isBlankLine(int line) {
    int c = at(line + indented(line));
    return c == '\n' || c == '\r';
  }

  /** Bounded, since each of many starts in a long word would be followed to its end. */
  private int header(int from) {
    int end = from;
    while (end - from < LONGEST_HEADER && isBase64Url(at(end))) {
      end++;
    }
    return end;
  }

  private int segment(int from) {
    int end = from;
    while (isBase64Url(at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isBase64(int c) {
    return isWord(c) || c == '+' || c == '/';
  }

  private static boolean isBase64Url(int c) {
    return isWord(c) || c == '-';
  }

  private static boolean isWord(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }

  private int at(int index) {
    return index >= 0 && index < text.length ? text[index] : -1;
  }

  /** The words alone are prose; dashes before or after them are a PEM line. */
  boolean isPem(int start, int end) {
    int after = skipBlanks(end);
    if (startsWith(after, "block") || startsWith(after, "BLOCK")) {
      after = skipBlanks(after + 5);
    }
    if (dashes(after) >= 4) {
      return true;
    }
    int line = start;
    while (line > 0 && start - line < 80 && text[line - 1] != '\n') {
      line--;
    }
    String before = new String(text, line, start - line, StandardCharsets.ISO_8859_1);
    int dashes = Math.max(before.lastIndexOf("----"), 0);
    return before.indexOf("----") >= 0
        && (before.regionMatches(true, dashes, "----BEGIN", 0, 9)
            || before.regionMatches(true, dashes, "---- BEGIN", 0, 10));
  }

  private int dashes(int from) {
    int end = from;
    while (at(end) == '-') {
      end++;
    }
    return end - from;
  }

  private int skipBlanks(int from) {
    int end = from;
    while (at(end) == ' ' || at(end) == '\t') {
      end++;
    }
    return end;
  }

  private boolean startsWith(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at(from + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A key that names a credential, with a value in the clear.
   *
   * @param suffix whether it may be the end of a longer name
   */
  boolean isClearField(int start, int end, boolean suffix) {
    int from = start;
    while (suffix && (isWord(at(from - 1)) || at(from - 1) == '-' || at(from - 1) == '.')) {
      from--;
    }
    int before = at(from - 1);
    // The end of a longer name, or part of a path.
    if (isWord(before) || before == '-' || before == '.' || before == '/') {
      return false;
    }
    boolean quoted = before == '"' || before == '\'';
    if (quoted && at(end) != before) {
      return false;
    }
    int colon = skipBlanks(quoted ? end + 1 : end);
    int next = at(colon + 1);
    // Without quotes YAML takes a colon for that of a key only before white space.
    if (at(colon) != ':' || !quoted && next > ' ') {
      return false;
    }
    String value = ClearValue.after(text, colon + 1, indent(start));
    return isProse(start) ? looksLikeToken(value) : ClearValue.isClear(value);
  }

  /** The value of a word that names a credential, behind {@code =}. */
  Optional<Hit> assigned(int start, int end, String what) {
    int from = start;
    while (isWord(at(from - 1)) || at(from - 1) == '-') {
      from--;
    }
    return LooseSecrets.assigned(text, end, isProse(from) ? ASSIGNED_IN_PROSE : 1, what);
  }

  /** Columns before the key, a list's dash included: what is indented deeper belongs to it. */
  private int indent(int start) {
    int column = 0;
    while (start - column > 0 && text[start - column - 1] != '\n') {
      column++;
    }
    return column;
  }

  private boolean isProse(int start) {
    int line = skipBlanks(start - indent(start));
    return at(line) == '#' || path.endsWith(".md");
  }

  private static boolean looksLikeToken(String value) {
    return value.length() >= TOKEN_LENGTH && value.indexOf(' ') < 0 && ClearValue.isClear(value);
  }
}
