package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Judges suspicious places in one file by what is around them. */
final class FileScan {
  /** Prose has no words like this; tokens are nothing else. */
  private static final int TOKEN_LENGTH = 16;

  private final String path;
  private final byte[] text;
  private final List<SecretScan.Finding> found = new ArrayList<>();

  FileScan(String path, byte[] text) {
    this.path = path;
    this.text = text;
  }

  List<SecretScan.Finding> found() {
    return found;
  }

  void add(int at, String what) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    SecretScan.Finding finding = new SecretScan.Finding(path, line, what);
    if (!found.contains(finding)) {
      found.add(finding);
    }
  }

  /** Three segments of base64url, the first of which is JSON. */
  boolean isJwt(int start) {
    if (start < 0 || text[start] != 'e' || text[start + 1] != 'y' || text[start + 2] != 'J') {
      return false;
    }
    int first = segment(start);
    if (first - start < 12 || at(first) != '.') {
      return false;
    }
    int second = segment(first + 1);
    if (second - first < 5 || at(second) != '.') {
      return false;
    }
    // The header is JSON, which a name with dots in it hardly decodes to.
    byte[] header = Arrays.copyOfRange(text, start, start + 12);
    for (byte b : Base64.getUrlDecoder().decode(header)) {
      if (b < 0x20 || b == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private int segment(int from) {
    int end = from;
    while (isBase64Url(at(end))) {
      end++;
    }
    return end;
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

  /** A key that names a credential, with a value in the clear. */
  boolean isClearField(int start, int end) {
    int before = at(start - 1);
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
