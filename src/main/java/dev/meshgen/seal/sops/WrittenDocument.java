package dev.meshgen.seal.sops;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file in the layout that sops and meshgen write, read line by line: a mesh has a thousand of
 * them, and the YAML reader takes ten times as long. Anything else that YAML allows is left to the
 * YAML reader.
 */
final class WrittenDocument {
  private static final int INDENT = 4;
  private static final int DEEPEST = 8;
  private static final boolean[] KEY = characters("-_./");
  private static final boolean[] INSIDE = characters("-_./@+=:,[]()|\\$");

  private final String text;
  private int at;
  private int line = 1;

  private WrittenDocument(String text) {
    this.text = text;
  }

  /** Letters, digits and these others. */
  private static boolean[] characters(String others) {
    boolean[] all = new boolean[0x80];
    for (char c = 0; c < all.length; c++) {
      all[c] = isLetter(c) || c >= '0' && c <= '9' || others.indexOf(c) >= 0;
    }
    return all;
  }

  /** Says that a file has another layout. */
  private static final class OtherLayout extends Exception {
    private static final long serialVersionUID = 1L;

    private OtherLayout() {
      super(null, null, false, false);
    }
  }

  /** What the YAML reader makes of a file; empty if it has to be asked. */
  static Optional<YamlMap> read(byte[] content) {
    if (!isPlain(content)) {
      return Optional.empty();
    }
    var document = new WrittenDocument(new String(content, StandardCharsets.US_ASCII));
    try {
      document.skipComments();
      YamlMap root = document.map(0, 0);
      return document.at == document.text.length() ? Optional.of(root) : Optional.empty();
    } catch (OtherLayout e) {
      return Optional.empty();
    }
  }

  private static boolean isPlain(byte[] content) {
    for (byte next : content) {
      if (next < ' ' && next != '\n' || next == 0x7f) {
        return false;
      }
    }
    return content.length > 0 && content[content.length - 1] == '\n';
  }

  private void skipComments() {
    while (text.startsWith("#", at)) {
      nextLine();
    }
  }

  private void nextLine() {
    at = text.indexOf('\n', at) + 1;
    line++;
  }

  /** The mapping whose first key is at this place, in this column from 0. */
  private YamlMap map(int indent, int depth) throws OtherLayout {
    require(depth < DEEPEST);
    Span span = span(indent);
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    do {
      Span keySpan = span(indent);
      String key = key();
      require(entries.put(key, new YamlMap.Entry(keySpan, value(key, indent, depth))) == null);
    } while (skipIndent(indent));
    return new YamlMap(span, entries);
  }

  private Span span(int column) {
    return new Span("", line, column + 1);
  }

  /** Moves over the spaces in front of a line that starts in this column, and goes on with text. */
  private boolean skipIndent(int indent) {
    int start = at + indent;
    if (spaces() != indent || start >= text.length() || text.charAt(start) == '\n') {
      return false;
    }
    at = start;
    return true;
  }

  private int spaces() {
    int end = at;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return end - at;
  }

  /** Moves over a key that no reader takes for anything but a string, and its colon. */
  private String key() throws OtherLayout {
    int end = at;
    while (KEY[text.charAt(end)]) {
      end++;
    }
    String key = text.substring(at, end);
    require(!key.isEmpty() && isLetter(key.charAt(0)) && text.charAt(end) == ':');
    require(PlainScalar.quote(key).equals(key));
    at = end + 1;
    return key;
  }

  private YamlNode value(String key, int indent, int depth) throws OtherLayout {
    if (text.charAt(at) == '\n') {
      nextLine();
      require(skipIndent(indent + INDENT));
      return text.startsWith("- ", at)
          ? list(indent + INDENT, depth + 1)
          : map(indent + INDENT, depth + 1);
    }
    require(text.charAt(at) == ' ');
    at++;
    return scalar(indent + key.length() + 2, indent);
  }

  private YamlList list(int indent, int depth) throws OtherLayout {
    Span span = span(indent);
    List<YamlNode> items = new ArrayList<>();
    do {
      require(text.startsWith("- ", at));
      at += 2;
      items.add(map(indent + 2, depth + 1));
    } while (skipIndent(indent));
    return new YamlList(span, items);
  }

  private YamlScalar scalar(int column, int indent) throws OtherLayout {
    Span span = span(column);
    int end = text.indexOf('\n', at);
    String word = text.substring(at, end);
    nextLine();
    if (word.equals("|") || word.equals("|-")) {
      String block = block(indent, word.equals("|") ? "\n" : "");
      return new YamlScalar(span, block, block, true);
    }
    if (word.startsWith("\"")) {
      String inner = word.substring(1, Math.max(word.length() - 1, 1));
      require(word.length() > 1 && word.endsWith("\"") && isLiteral(inner));
      return new YamlScalar(span, inner, inner, true);
    }
    if (word.equals("true")) {
      return new YamlScalar(span, true, word, false);
    }
    require(isWord(word));
    return new YamlScalar(span, word, word, false);
  }

  private static boolean isLiteral(String inner) {
    return inner.indexOf('"') < 0 && inner.indexOf('\\') < 0;
  }

  /** The lines that are indented deeper, with this in the place of the last line feed. */
  private String block(int indent, String end) throws OtherLayout {
    int deeper = spaces();
    require(deeper > indent);
    var block = new StringBuilder();
    while (skipIndent(deeper)) {
      int start = at;
      nextLine();
      block.append(text, start, at);
    }
    require(!block.isEmpty());
    block.setLength(block.length() - 1);
    return block.append(end).toString();
  }

  /** Whether a plain scalar without blanks is a string, whoever reads it. */
  private static boolean isWord(String word) {
    if (isVersion(word)) {
      return true;
    }
    char first = word.isEmpty() ? ' ' : word.charAt(0);
    if (!isLetter(first) && first != '^' || word.endsWith(":")) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      if (!INSIDE[word.charAt(i)]) {
        return false;
      }
    }
    return PlainScalar.isUnambiguous(word);
  }

  /** Whether it is three numbers, which no reader takes for one. */
  private static boolean isVersion(String word) {
    int dots = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean dot = c == '.' && i > 0 && word.charAt(i - 1) != '.';
      dots += dot ? 1 : 0;
      if (!dot && (c < '0' || c > '9')) {
        return false;
      }
    }
    return dots == 2 && !word.endsWith(".");
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static void require(boolean expected) throws OtherLayout {
    if (!expected) {
      throw new OtherLayout();
    }
  }
}
