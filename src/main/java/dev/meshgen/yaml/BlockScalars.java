package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Keys and values of a {@link BlockText}. */
final class BlockScalars {
  /** What a word without quotes does not start with, or only sometimes. */
  private static final String INDICATORS = "?:,[]{}#&*!|>'\"%@`";

  private final BlockText text;
  private byte[] block = new byte[0];

  BlockScalars(BlockText text) {
    this.text = text;
  }

  /** Reads a key, and moves to its value. */
  String key() throws UnusualException {
    int colon = text.endOfKey();
    UnusualException.unless(colon >= 0);
    byte first = text.peek();
    boolean quoted = first == '"' || first == '\'';
    String key = quoted ? text.quoted(colon) : plain(colon);
    UnusualException.unless(quoted || value(key) instanceof String);
    text.move(colon + 1);
    text.skipSpaces();
    return key;
  }

  /**
   * Reads what fits on a line, or a block of text, and moves to the next line.
   *
   * @param parent the indentation that the lines of a block must exceed, as must any that follows
   */
  YamlNode value(int parent) throws UnusualException {
    Span span = text.span();
    YamlNode value =
        switch (text.peek()) {
          case '"', '\'' -> quoted(span);
          case '|' -> block(span, parent);
          case '[' -> list(span);
          case '{' -> empty(span);
          default -> plain(span);
        };
    UnusualException.unless(text.indent() <= parent);
    return value;
  }

  private YamlScalar quoted(Span span) throws UnusualException {
    YamlScalar scalar = quotes(span);
    text.endLine(text.offset());
    return scalar;
  }

  /** Moves behind the second one. */
  private YamlScalar quotes(Span span) throws UnusualException {
    int end = text.endOfQuotes();
    UnusualException.unless(end > 0);
    String content = text.quoted(end);
    text.move(end);
    return new YamlScalar(span, content, content, true);
  }

  private YamlMap empty(Span span) throws UnusualException {
    UnusualException.unless(text.at(text.offset() + 1) == '}');
    text.endLine(text.offset() + 2);
    return new YamlMap(span, Map.of());
  }

  /** A list of scalars on one line. */
  private YamlList list(Span span) throws UnusualException {
    List<YamlNode> items = new ArrayList<>();
    boolean empty = text.at(text.offset() + 1) == ']';
    int end = empty ? ']' : ',';
    text.move(text.offset() + 1);
    while (end == ',') {
      text.skipSpaces();
      items.add(item());
      text.skipSpaces();
      end = text.peek();
      UnusualException.unless(end == ',' || end == ']');
      text.move(end == ',' ? text.offset() + 1 : text.offset());
    }
    text.endLine(text.offset() + 1);
    return new YamlList(span, items);
  }

  private YamlScalar item() throws UnusualException {
    Span span = text.span();
    if (text.peek() == '"' || text.peek() == '\'') {
      return quotes(span);
    }
    int end = text.endOfItem();
    UnusualException.unless(end > text.offset() && text.peek() != '-');
    String content = plain(end);
    text.move(end);
    return new YamlScalar(span, value(content), content, false);
  }

  private YamlScalar plain(Span span) throws UnusualException {
    int end = text.endOfPlain(text.offset());
    UnusualException.unless(text.at(end) != ':');
    String content = plain(end);
    Object value = value(content);
    text.endLine(end);
    return new YamlScalar(span, value, content, false);
  }

  /** The words up to an offset. */
  private String plain(int limit) throws UnusualException {
    byte first = text.peek();
    UnusualException.unless(INDICATORS.indexOf(first) < 0);
    UnusualException.unless(first != '-' || text.at(text.offset() + 1) > ' ');
    int end = limit;
    while (text.at(end - 1) == ' ') {
      end--;
    }
    return text.text(text.offset(), end);
  }

  private static Object value(String plain) throws UnusualException {
    UnusualException.unless(Ambiguity.of(plain).isEmpty() && !PlainNumber.isTooLong(plain));
    return NodeReader.plainValue(plain);
  }

  private YamlScalar block(Span span, int parent) throws UnusualException {
    int header = text.offset() + 1;
    boolean strip = text.at(header) == '-';
    int first = strip ? header + 2 : header + 1;
    UnusualException.unless(text.at(first - 1) == '\n');
    String content = lines(first, parent);
    String chomped = strip ? content.substring(0, content.length() - 1) : content;
    return new YamlScalar(span, chomped, chomped, true);
  }

  /** The lines of a block, with one line feed at the end; moves behind them. */
  private String lines(int first, int parent) throws UnusualException {
    int width = text.spaces(first, text.size());
    UnusualException.unless(width > parent && text.at(first + width) != '\n');
    int next = first;
    int count = 0;
    int length = 0;
    int used = 0;
    while (next < text.size()) {
      int from = next + text.spaces(next, width);
      int end = text.endOfLine(from) + 1;
      boolean blank = end == from + 1;
      if (from < next + width && !blank) {
        break;
      }
      length = append(from, end, length);
      used = blank ? used : length;
      next = end;
      count++;
    }
    text.pass(count);
    text.nextLine(next);
    return new String(block, 0, used, StandardCharsets.ISO_8859_1);
  }

  private int append(int from, int to, int length) {
    int longer = length + to - from;
    if (longer > block.length) {
      block = Arrays.copyOf(block, Math.max(longer, 2 * block.length));
    }
    text.copy(from, to, block, length);
    return longer;
  }
}
