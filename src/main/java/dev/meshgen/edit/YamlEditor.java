package dev.meshgen.edit;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A YAML file of several documents, and the same with one change. Every change replaces one scalar,
 * in the quotes it has, or puts in or takes out what stands on lines, or between commas, of its
 * own; all other bytes stay.
 *
 * <p>A path consists of keys and, in lists, of indices. Values are strings, or maps of them.
 */
public final class YamlEditor {
  private final String file;
  private final String mark;
  private final Lines lines;
  private final Extents extents;
  private final List<YamlNode> roots = new ArrayList<>();

  private YamlEditor(String file, String mark, String text) throws EditRefused {
    this.file = file;
    this.mark = mark;
    this.lines = new Lines(text);
    this.extents = new Extents(lines);
    Report report = new Report();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    for (YamlDocument document : YamlReader.read(file, content, report)) {
      roots.add(document.root());
    }
    if (report.hasErrors()) {
      throw new EditRefused(
          report.diagnostics().get(0).at(), report.diagnostics().get(0).message());
    }
  }

  /** An editor of a file that reads without an error. */
  public static YamlEditor of(String file, byte[] content) throws EditRefused {
    String text = new String(content, StandardCharsets.UTF_8);
    // Positions do not count a byte order mark.
    String mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    return new YamlEditor(file, mark, text.substring(mark.length()));
  }

  public byte[] content() {
    return (mark + lines.text()).getBytes(StandardCharsets.UTF_8);
  }

  /** The documents, as they read now. */
  public List<YamlNode> documents() {
    return List.copyOf(roots);
  }

  /** With a value at a path: in place of the scalar that is there, or as a new entry. */
  public YamlEditor set(int document, List<String> path, Object value) throws EditRefused {
    Optional<YamlNode> present = find(document, path);
    if (present.isPresent()) {
      return replaced(present.get(), value);
    }
    int known = path.size() - 1;
    while (find(document, path.subList(0, known)).isEmpty()) {
      known--;
    }
    Object nested = value;
    for (int i = path.size() - 1; i > known; i--) {
      Map<String, Object> outer = new LinkedHashMap<>();
      outer.put(path.get(i), nested);
      nested = outer;
    }
    return inserted(document, path.subList(0, known), path.get(known), nested);
  }

  private YamlEditor replaced(YamlNode node, Object value) throws EditRefused {
    if (!(node instanceof YamlScalar scalar) || !(value instanceof String text)) {
      throw new EditRefused(node.span(), "there is a mapping or a list already");
    }
    int start = lines.offset(scalar.span());
    OptionalInt end = extents.end(scalar);
    if (end.isEmpty()) {
      throw new EditRefused(
          node.span(), "the scalar is not on one line, or is not written plainly");
    }
    char quote = scalar.quoted() ? lines.at(start) : 0;
    String printed = Printed.scalar(text);
    if (quote != 0) {
      boolean simple = printed.indexOf('\\') < 0 && text.indexOf(quote) < 0;
      printed = simple ? quote + text + quote : printed;
    }
    return spliced(start, end.getAsInt(), printed);
  }

  private YamlEditor inserted(int document, List<String> path, String key, Object value)
      throws EditRefused {
    YamlNode parent = find(document, path).orElseThrow();
    if (parent instanceof YamlScalar scalar && scalar.text().isEmpty() && !scalar.quoted()) {
      return below(document, path, key, value);
    }
    if (!(parent instanceof YamlMap map)) {
      throw new EditRefused(parent.span(), "it is no mapping, so nothing can be added to it");
    }
    if (extents.isFlow(map)) {
      return intoFlow(map, map.entries().isEmpty(), Printed.flow(key, value));
    }
    int first = lines.offset(map.span());
    StringBuilder added = new StringBuilder();
    int column = first - lines.lineStart(first);
    Printed.block(added, " ".repeat(column), key, value, lines.lineBreak());
    return afterLine(endOfBlock(map), added);
  }

  /** The first entry of a mapping that is written as nothing yet. */
  private YamlEditor below(int document, List<String> path, String key, Object value)
      throws EditRefused {
    Span at = keySpan(document, path);
    int start = lines.offset(at);
    String name = path.get(path.size() - 1);
    int end = start + name.length() + 1;
    if (!lines.text().startsWith(name + ":", start) || !lines.endsLine(end)) {
      throw new EditRefused(at, "more than its key stands on its line");
    }
    StringBuilder added = new StringBuilder();
    int column = start - lines.lineStart(start) + 2;
    Printed.block(added, " ".repeat(column), key, value, lines.lineBreak());
    return afterLine(end, added);
  }

  /** With an item more in a list, which may not be there yet: the last. */
  public YamlEditor append(int document, List<String> path, Map<String, ?> item)
      throws EditRefused {
    Optional<YamlNode> present = find(document, path);
    if (present.isEmpty()) {
      return startList(document, path, item);
    }
    if (!(present.get() instanceof YamlList list)) {
      throw new EditRefused(present.get().span(), "it is no list, so nothing can be added to it");
    }
    if (extents.isFlow(list)) {
      return intoFlow(list, list.items().isEmpty(), Printed.flow(item));
    }
    int first = lines.offset(list.span());
    if (lines.at(first) != '-' || !lines.startsLine(first)) {
      throw new EditRefused(list.span(), "the list does not start on a line of its own");
    }
    StringBuilder added = new StringBuilder();
    Printed.item(added, " ".repeat(first - lines.lineStart(first)), item, lines.lineBreak());
    return afterLine(endOfBlock(list), added);
  }

  private YamlEditor startList(int document, List<String> path, Map<String, ?> item)
      throws EditRefused {
    YamlNode parent = find(document, path.subList(0, path.size() - 1)).orElse(null);
    if (!(parent instanceof YamlMap map) || extents.isFlow(map)) {
      throw new EditRefused(roots.get(document).span(), "there is no block mapping for the list");
    }
    int first = lines.offset(map.span());
    String indent = " ".repeat(first - lines.lineStart(first));
    StringBuilder added = new StringBuilder(indent);
    added.append(path.get(path.size() - 1)).append(':').append(lines.lineBreak());
    Printed.item(added, indent + "  ", item, lines.lineBreak());
    return afterLine(endOfBlock(map), added);
  }

  /** Without the entry of a mapping, or the item of a list, at a path. */
  public YamlEditor remove(int document, List<String> path) throws EditRefused {
    YamlNode node = find(document, path).orElseThrow();
    YamlNode parent = find(document, path.subList(0, path.size() - 1)).orElseThrow();
    int end =
        extents
            .end(node)
            .orElseThrow(() -> new EditRefused(node.span(), "it is not clear where it ends"));
    boolean item = parent instanceof YamlList;
    int start = lines.offset(item ? node.span() : keySpan(document, path));
    if (extents.isFlow(parent)) {
      return spliced(beforeComma(start, end), behindComma(start, end), "");
    }
    int line = item ? lines.text().lastIndexOf('-', start) : start;
    if (!lines.startsLine(line) || !lines.endsLine(end)) {
      throw new EditRefused(node.span(), "something else stands on its lines");
    }
    int from = lines.lineStart(line);
    int to = lines.afterBreak(lines.lineEnd(end));
    if (lines.text().substring(from, to).indexOf('#') >= 0) {
      throw new EditRefused(node.span(), "a comment stands within it");
    }
    return spliced(from, to, "");
  }

  private int beforeComma(int start, int end) {
    int before = start;
    while (before > 0 && lines.at(before - 1) == ' ') {
      before--;
    }
    boolean last = lines.at(lines.skipBlanks(end)) != ',';
    return last && lines.at(before - 1) == ',' ? before - 1 : start;
  }

  private int behindComma(int start, int end) {
    int behind = lines.skipBlanks(end);
    return lines.at(behind) == ',' ? lines.skipBlanks(behind + 1) : end;
  }

  /** Behind the last entry of a block collection whose end is clear; of a list the very last. */
  private int endOfBlock(YamlNode collection) throws EditRefused {
    int found = -1;
    if (collection instanceof YamlMap map) {
      for (YamlMap.Entry entry : map.entries().values()) {
        OptionalInt end = extents.end(entry.value());
        found = end.isPresent() && lines.endsLine(end.getAsInt()) ? end.getAsInt() : found;
      }
    } else {
      OptionalInt end = extents.end(collection);
      found = end.isPresent() && lines.endsLine(end.getAsInt()) ? end.getAsInt() : found;
    }
    if (found < 0) {
      throw new EditRefused(collection.span(), "it is not clear where this ends");
    }
    return found;
  }

  private YamlEditor intoFlow(YamlNode collection, boolean empty, String added) throws EditRefused {
    int end =
        extents
            .end(collection)
            .orElseThrow(
                () -> new EditRefused(collection.span(), "it is not clear where this ends"));
    int last = end - 1;
    while (!empty && " \t\r\n".indexOf(lines.at(last - 1)) >= 0) {
      last--;
    }
    if (!empty && lines.at(last - 1) == ',') {
      throw new EditRefused(collection.span(), "a comma stands behind its last entry");
    }
    return spliced(last, last, empty ? added : ", " + added);
  }

  private YamlEditor afterLine(int offset, StringBuilder added) throws EditRefused {
    int end = lines.lineEnd(offset);
    int next = lines.afterBreak(end);
    if (next == end) {
      // The last line has no break: what follows it ends as it does.
      added.setLength(added.length() - lines.lineBreak().length());
      return spliced(end, end, lines.lineBreak() + added);
    }
    return spliced(next, next, added.toString());
  }

  private YamlEditor spliced(int from, int to, String text) throws EditRefused {
    String all = lines.text();
    return new YamlEditor(file, mark, all.substring(0, from) + text + all.substring(to));
  }

  private Optional<YamlNode> find(int document, List<String> path) {
    YamlNode node = roots.get(document);
    for (String step : path) {
      if (node instanceof YamlMap map && map.get(step).isPresent()) {
        node = map.get(step).get();
      } else if (node instanceof YamlList list && isIndex(step, list)) {
        node = list.items().get(Integer.parseInt(step));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  private static boolean isIndex(String step, YamlList list) {
    for (int i = 0; i < list.items().size(); i++) {
      if (step.equals(String.valueOf(i))) {
        return true;
      }
    }
    return false;
  }

  private Span keySpan(int document, List<String> path) {
    YamlMap parent = (YamlMap) find(document, path.subList(0, path.size() - 1)).orElseThrow();
    return parent.entries().get(path.get(path.size() - 1)).keySpan();
  }
}
