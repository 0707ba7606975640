package dev.meshgen.edit;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.OptionalInt;

/**
 * Where nodes end, which no position says. Known for scalars on one line that hold no escape, for
 * flow collections, and for block collections whose last node is one of them.
 *
 * <p>The value of a scalar is compared with the text at its position: an escape, a fold or an
 * anchor makes them differ, and then the end is unknown rather than guessed. Brackets are counted
 * outside of quotes only; a comment or an anchor between them ends the count, since either may hold
 * a bracket that opens nothing.
 */
final class NodeExtents {
  private final LineIndex lines;

  NodeExtents(LineIndex lines) {
    this.lines = lines;
  }

  /** The offset behind a node; empty when it cannot be told. */
  OptionalInt end(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar(scalar);
    }
    int start = lines.offset(node.span());
    char opener = lines.at(start);
    if (opener == '{' || opener == '[') {
      return closing(start);
    }
    YamlNode last = last(node);
    return last == null ? OptionalInt.empty() : end(last);
  }

  /** Whether a collection is written in braces or brackets. */
  boolean isFlow(YamlNode node) {
    char opener = lines.at(lines.offset(node.span()));
    return opener == '{' || opener == '[';
  }

  private static YamlNode last(YamlNode node) {
    if (node instanceof YamlList list) {
      return list.items().isEmpty() ? null : list.items().get(list.items().size() - 1);
    }
    YamlNode last = null;
    for (YamlMap.Entry entry : ((YamlMap) node).entries().values()) {
      last = entry.value();
    }
    return last;
  }

  private OptionalInt scalar(YamlScalar scalar) {
    int start = lines.offset(scalar.span());
    String written = scalar.text();
    if (scalar.quoted()) {
      char quote = lines.at(start);
      if (quote != '"' && quote != '\'') {
        return OptionalInt.empty();
      }
      written = quote + written + quote;
    } else if (written.isEmpty()) {
      return OptionalInt.empty();
    }
    int end = start + written.length();
    boolean found = lines.text().startsWith(written, start);
    boolean closed = found && (lines.endsLine(end) || " ,}]:".indexOf(lines.at(end)) >= 0);
    return closed ? OptionalInt.of(end) : OptionalInt.empty();
  }

  private OptionalInt closing(int start) {
    int depth = 0;
    for (int at = start; at < lines.text().length(); at++) {
      char c = lines.at(at);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0) {
          return OptionalInt.of(at + 1);
        }
      } else if (c == '"' || c == '\'' || c == '#' || c == '&') {
        int behind = quoted(at);
        if (behind < 0) {
          return OptionalInt.empty();
        }
        at = behind - 1;
      }
    }
    return OptionalInt.empty();
  }

  /** The end of a quoted scalar without escapes; -1 for anything else. */
  private int quoted(int start) {
    char quote = lines.at(start);
    boolean opens = (quote == '"' || quote == '\'') && " {[,:".indexOf(lines.at(start - 1)) >= 0;
    int end = opens ? lines.text().indexOf(quote, start + 1) : -1;
    if (end < 0 || lines.at(end + 1) == quote) {
      return -1;
    }
    return lines.text().substring(start, end).indexOf('\\') >= 0 ? -1 : end + 1;
  }
}
