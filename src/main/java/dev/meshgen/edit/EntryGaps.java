package dev.meshgen.edit;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.OptionalInt;

/**
 * Where entries can be put in and taken out, on lines or between commas of their own.
 *
 * <p>A splice is right if what it takes or adds is all that its lines, or the text between two
 * commas, hold: then every other node keeps its text, its indentation and so its place in the
 * document. Whatever shares a line with something else, or may hold a comment, is refused, since
 * only its author knows what the rest of the line belongs to.
 */
final class EntryGaps {
  private final LineIndex lines;
  private final NodeExtents extents;

  EntryGaps(LineIndex lines, NodeExtents extents) {
    this.lines = lines;
    this.extents = extents;
  }

  /** Lines behind the last entry of a block collection. */
  Splice behind(YamlNode collection, StringBuilder added) throws EditRefused {
    return afterLine(endOfBlock(collection), added);
  }

  /** Lines behind the one that holds an offset; each that is added ends with a break. */
  Splice afterLine(int offset, StringBuilder added) {
    int end = lines.lineEnd(offset);
    int next = lines.afterBreak(end);
    if (next == end) {
      // The last line has no break: what follows it ends as it does.
      added.setLength(added.length() - lines.lineBreak().length());
      return new Splice(end, end, lines.lineBreak() + added);
    }
    return new Splice(next, next, added.toString());
  }

  /** One more entry of a flow collection: the last. */
  Splice intoFlow(YamlNode collection, boolean empty, String added) throws EditRefused {
    int last = end(collection, "cannot tell where this ends") - 1;
    while (!empty && " \t\r\n".indexOf(lines.at(last - 1)) >= 0) {
      last--;
    }
    if (!empty && lines.at(last - 1) == ',') {
      throw new EditRefused(collection.span(), "its last entry has a trailing comma");
    }
    return new Splice(last, last, empty ? added : ", " + added);
  }

  /**
   * Nothing in the place of an entry.
   *
   * @param start where its key, or a list's item, begins
   */
  Splice without(YamlNode node, YamlNode parent, int start) throws EditRefused {
    int end = end(node, "cannot tell where this ends");
    if (extents.isFlow(parent)) {
      return new Splice(beforeComma(start, end), behindComma(end), "");
    }
    int line = parent instanceof YamlList ? lines.text().lastIndexOf('-', start) : start;
    if (!lines.startsLine(line) || !lines.endsLine(end)) {
      throw new EditRefused(node.span(), "its lines contain something else");
    }
    int from = lines.lineStart(line);
    int to = lines.afterBreak(lines.lineEnd(end));
    if (lines.text().substring(from, to).indexOf('#') >= 0) {
      throw new EditRefused(node.span(), "it contains a comment");
    }
    return new Splice(from, to, "");
  }

  private int end(YamlNode node, String otherwise) throws EditRefused {
    return extents.end(node).orElseThrow(() -> new EditRefused(node.span(), otherwise));
  }

  /** The last entry takes the comma in front of it along, every other the one behind it. */
  private int beforeComma(int start, int end) {
    int before = start;
    while (before > 0 && lines.at(before - 1) == ' ') {
      before--;
    }
    boolean last = lines.at(lines.skipBlanks(end)) != ',';
    return last && lines.at(before - 1) == ',' ? before - 1 : start;
  }

  private int behindComma(int end) {
    int behind = lines.skipBlanks(end);
    return lines.at(behind) == ',' ? lines.skipBlanks(behind + 1) : end;
  }

  /**
   * Behind the last entry of a block collection whose end is clear; of a list the very last.
   *
   * <p>A mapping takes its entries in any order, so one behind an earlier entry is as good, as long
   * as that entry ends its line; items of a list have an order, which only the end keeps.
   */
  private int endOfBlock(YamlNode collection) throws EditRefused {
    int found = -1;
    if (collection instanceof YamlMap map) {
      for (YamlMap.Entry entry : map.entries().values()) {
        found = endOfLine(entry.value(), found);
      }
    } else {
      found = endOfLine(collection, found);
    }
    if (found < 0) {
      throw new EditRefused(collection.span(), "cannot tell where this ends");
    }
    return found;
  }

  private int endOfLine(YamlNode node, int otherwise) {
    OptionalInt end = extents.end(node);
    return end.isPresent() && lines.endsLine(end.getAsInt()) ? end.getAsInt() : otherwise;
  }
}
