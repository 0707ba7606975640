package dev.meshgen.yaml;

import dev.meshgen.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the plain block style that this tool writes, as do most people, without a library: a tree
 * of a thousand clusters has ten thousands of such files, and this takes a tenth of the time.
 *
 * <p>Whatever is rarer, looks like anything that YAML readers do not agree on, or is wrong, is left
 * to {@link NodeReader}, which alone decides what it means and what to say. {@code BlockReaderTest}
 * holds the two together.
 */
final class BlockReader {
  /** Less than what is refused. */
  private static final int MAX_DEPTH = 60;

  private final BlockText text;
  private final BlockScalars scalars;

  private BlockReader(BlockText text) {
    this.text = text;
    this.scalars = new BlockScalars(text);
  }

  /**
   * Reads a file in which nothing is unusual.
   *
   * @return empty if it needs a closer look
   */
  static Optional<List<YamlDocument>> read(String file, byte[] content) {
    try {
      return Optional.of(new BlockReader(new BlockText(file, content)).documents());
    } catch (UnusualException e) {
      return Optional.empty();
    }
  }

  private List<YamlDocument> documents() throws UnusualException {
    List<YamlDocument> documents = new ArrayList<>();
    do {
      if (text.indent() == BlockText.SEPARATOR) {
        text.nextLine(text.endOfLine(text.offset()) + 1);
      }
      UnusualException.unless(text.indent() == 0);
      documents.add(new YamlDocument(node(0)));
    } while (text.indent() == BlockText.SEPARATOR);
    UnusualException.unless(text.indent() == BlockText.END);
    return List.copyOf(documents);
  }

  /** A collection, from where its first line starts. */
  private YamlNode node(int depth) throws UnusualException {
    return isItem() ? list(depth) : map(depth);
  }

  private boolean isItem() {
    if (text.peek() != '-') {
      return false;
    }
    byte next = text.at(text.offset() + 1);
    return next == ' ' || next == '\n';
  }

  private YamlMap map(int depth) throws UnusualException {
    UnusualException.unless(depth < MAX_DEPTH);
    Span span = text.span();
    int column = text.column();
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    do {
      Span keySpan = text.span();
      String key = scalars.key();
      YamlMap.Entry entry = new YamlMap.Entry(keySpan, value(column, depth));
      UnusualException.unless(entries.put(key, entry) == null);
    } while (text.indent() == column);
    UnusualException.unless(text.indent() < column);
    return new YamlMap(span, entries);
  }

  /** What a key has: in its line, or below. The items of a list need no indentation. */
  private YamlNode value(int column, int depth) throws UnusualException {
    if (!text.isLineOver()) {
      return scalars.value(column);
    }
    text.endLine(text.offset());
    boolean list = text.indent() == column && isItem();
    UnusualException.unless(list || text.indent() > column);
    return list ? list(depth + 1) : node(depth + 1);
  }

  private YamlList list(int depth) throws UnusualException {
    UnusualException.unless(depth < MAX_DEPTH);
    Span span = text.span();
    int column = text.column();
    List<YamlNode> items = new ArrayList<>();
    do {
      text.move(text.offset() + 1);
      text.skipSpaces();
      items.add(item(column, depth + 1));
      UnusualException.unless(text.indent() <= column);
    } while (text.indent() == column && isItem());
    return new YamlList(span, items);
  }

  private YamlNode item(int column, int depth) throws UnusualException {
    if (text.isLineOver()) {
      text.endLine(text.offset());
      UnusualException.unless(text.indent() > column);
      return node(depth);
    }
    return isItem() || text.endOfKey() >= 0 ? node(depth) : scalars.value(column);
  }
}
