package dev.meshgen.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges suspicious places in one file by what is around them. */
final class FileScan {
  /** A text that says what to write has short words, or placeholders, there. */
  private static final int ASSIGNED_IN_PROSE = 6;

  private final String path;
  private final ScannedText text;
  private final SecretExtent extent;
  private final List<SecretHit> hits = new ArrayList<>();

  FileScan(String path, byte[] text) {
    this.path = path;
    this.text = new ScannedText(text);
    this.extent = new SecretExtent(this.text);
  }

  /** How far what was found goes. */
  SecretExtent extent() {
    return extent;
  }

  byte[] text() {
    return text.bytes();
  }

  List<SecretHit> hits() {
    return hits;
  }

  List<SecretScan.Finding> found() {
    List<SecretScan.Finding> found = new ArrayList<>();
    for (SecretHit hit : hits) {
      int line = 1;
      for (int i = 0; i < hit.start(); i++) {
        line += text.at(i) == '\n' ? 1 : 0;
      }
      SecretScan.Finding finding = new SecretScan.Finding(path, line, hit.what());
      if (!found.contains(finding)) {
        found.add(finding);
      }
    }
    return found;
  }

  void add(int start, int end, String what) {
    hits.add(new SecretHit(start, end, what));
  }

  /** The words alone are prose; dashes before or after them are a PEM line. */
  boolean isPem(int start, int end) {
    int after = text.skipBlanks(end);
    if (text.startsWith(after, "block") || text.startsWith(after, "BLOCK")) {
      after = text.skipBlanks(after + 5);
    }
    if (dashes(after) >= 4) {
      return true;
    }
    int line = start;
    while (line > 0 && start - line < 80 && text.at(line - 1) != '\n') {
      line--;
    }
    String before = new String(text.bytes(), line, start - line, StandardCharsets.ISO_8859_1);
    int dashes = Math.max(before.lastIndexOf("----"), 0);
    return before.indexOf("----") >= 0
        && (before.regionMatches(true, dashes, "----BEGIN", 0, 9)
            || before.regionMatches(true, dashes, "---- BEGIN", 0, 10));
  }

  private int dashes(int from) {
    int end = from;
    while (text.at(end) == '-') {
      end++;
    }
    return end - from;
  }

  /**
   * A key that names a credential, with a value in the clear.
   *
   * @param suffix whether it may be the end of a longer name
   */
  boolean isClearField(int start, int end, boolean suffix) {
    int from = start;
    while (suffix
        && (ScannedText.isWord(text.at(from - 1))
            || text.at(from - 1) == '-'
            || text.at(from - 1) == '.')) {
      from--;
    }
    int before = text.at(from - 1);
    // The end of a longer name, or part of a path.
    if (ScannedText.isWord(before) || before == '-' || before == '.' || before == '/') {
      return false;
    }
    boolean quoted = before == '"' || before == '\'';
    if (quoted && text.at(end) != before) {
      return false;
    }
    int colon = text.skipBlanks(quoted ? end + 1 : end);
    int next = text.at(colon + 1);
    // Without quotes YAML takes a colon for that of a key only before white space.
    if (text.at(colon) != ':' || !quoted && next > ' ') {
      return false;
    }
    String value = ClearValue.after(text.bytes(), colon + 1, text.indent(start));
    return isProse(start) ? looksLikeToken(value) : ClearValue.isClear(value);
  }

  /** The value of a word that names a credential, behind {@code =}. */
  Optional<SecretHit> assigned(int start, int end, String what) {
    int from = start;
    while (ScannedText.isWord(text.at(from - 1)) || text.at(from - 1) == '-') {
      from--;
    }
    return LooseSecrets.assigned(text.bytes(), end, isProse(from) ? ASSIGNED_IN_PROSE : 1, what);
  }

  private boolean isProse(int start) {
    int line = text.skipBlanks(start - text.indent(start));
    return text.at(line) == '#' || path.endsWith(".md");
  }

  private static boolean looksLikeToken(String value) {
    return value.length() >= SecretExtent.TOKEN_LENGTH
        && value.indexOf(' ') < 0
        && ClearValue.isClear(value);
  }
}
