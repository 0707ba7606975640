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
 * in the quotes it has, or adds or removes whole lines, or what is between two commas; all other
 * bytes stay.
 *
 * <p>A path consists of keys and, in lists, of indices. Values are strings, whole numbers, or maps
 * of them.
 */
public final class YamlEditor {
  private final String file;
  private final String mark;
  private final LineIndex lines;
  private final NodeExtents extents;
  private final EntryGaps gaps;
  private final DocumentRoots roots;

  private YamlEditor(String file, String mark, String text) throws EditRefused {
    this.file = file;
    this.mark = mark;
    this.lines = new LineIndex(text);
    this.extents = new NodeExtents(lines);
    this.gaps = new EntryGaps(lines, extents);
    Report report = new Report();
    List<YamlNode> documents = new ArrayList<>();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    for (YamlDocument document : YamlReader.read(file, content, report)) {
      documents.add(document.root());
    }
    this.roots = new DocumentRoots(documents);
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
    return roots.all();
  }

  /** With a value at a path: in place of the scalar that is there, or as a new entry. */
  public YamlEditor set(int document, List<String> path, Object value) throws EditRefused {
    Optional<YamlNode> present = roots.find(document, path);
    if (present.isPresent()) {
      return replaced(present.get(), value);
    }
    int known = path.size() - 1;
    while (roots.find(document, path.subList(0, known)).isEmpty()) {
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
    if (!(node instanceof YamlScalar scalar) || value instanceof Map) {
      throw new EditRefused(node.span(), "a mapping or list already exists there");
    }
    int start = lines.offset(scalar.span());
    OptionalInt end = extents.end(scalar);
    if (end.isEmpty()) {
      throw new EditRefused(
          node.span(), "the scalar is not on one line, or is not written plainly");
    }
    char quote = scalar.quoted() ? lines.at(start) : 0;
    String printed = ValueText.printed(value);
    if (quote != 0 && value instanceof String text) {
      boolean simple = printed.indexOf('\\') < 0 && text.indexOf(quote) < 0;
      printed = simple ? quote + text + quote : printed;
    }
    return spliced(new Splice(start, end.getAsInt(), printed));
  }

  private YamlEditor inserted(int document, List<String> path, String key, Object value)
      throws EditRefused {
    YamlNode parent = roots.find(document, path).orElseThrow();
    if (parent instanceof YamlScalar scalar && scalar.text().isEmpty() && !scalar.quoted()) {
      return below(document, path, key, value);
    }
    if (!(parent instanceof YamlMap map)) {
      throw new EditRefused(parent.span(), "it is not a mapping, so nothing can be added to it");
    }
    if (extents.isFlow(map)) {
      return spliced(gaps.intoFlow(map, map.entries().isEmpty(), ValueText.flow(key, value)));
    }
    int first = lines.offset(map.span());
    StringBuilder added = new StringBuilder();
    int column = first - lines.lineStart(first);
    ValueText.block(added, " ".repeat(column), key, value, lines.lineBreak());
    return spliced(gaps.behind(map, added));
  }

  /** The first entry of a mapping that is written as nothing yet. */
  private YamlEditor below(int document, List<String> path, String key, Object value)
      throws EditRefused {
    Span at = roots.keySpan(document, path);
    int start = lines.offset(at);
    String name = path.get(path.size() - 1);
    int end = start + name.length() + 1;
    if (!lines.text().startsWith(name + ":", start) || !lines.endsLine(end)) {
      throw new EditRefused(at, "its line contains more than its key");
    }
    StringBuilder added = new StringBuilder();
    int column = start - lines.lineStart(start) + 2;
    ValueText.block(added, " ".repeat(column), key, value, lines.lineBreak());
    return spliced(gaps.afterLine(end, added));
  }

  /** With an item more in a list, which may not be there yet: the last. */
  public YamlEditor append(int document, List<String> path, Map<String, ?> item)
      throws EditRefused {
    Optional<YamlNode> present = roots.find(document, path);
    if (present.isEmpty()) {
      return startList(document, path, item);
    }
    if (!(present.get() instanceof YamlList list)) {
      throw new EditRefused(
          present.get().span(), "it is not a list, so nothing can be added to it");
    }
    if (extents.isFlow(list)) {
      return spliced(gaps.intoFlow(list, list.items().isEmpty(), ValueText.flow(item)));
    }
    int first = lines.offset(list.span());
    if (lines.at(first) != '-' || !lines.startsLine(first)) {
      throw new EditRefused(list.span(), "the list does not start on its own line");
    }
    StringBuilder added = new StringBuilder();
    ValueText.item(added, " ".repeat(first - lines.lineStart(first)), item, lines.lineBreak());
    return spliced(gaps.behind(list, added));
  }

  private YamlEditor startList(int document, List<String> path, Map<String, ?> item)
      throws EditRefused {
    YamlNode parent = roots.find(document, path.subList(0, path.size() - 1)).orElse(null);
    if (!(parent instanceof YamlMap map) || extents.isFlow(map)) {
      throw new EditRefused(roots.all().get(document).span(), "no block mapping for the list");
    }
    int first = lines.offset(map.span());
    String indent = " ".repeat(first - lines.lineStart(first));
    StringBuilder added = new StringBuilder(indent);
    added.append(path.get(path.size() - 1)).append(':').append(lines.lineBreak());
    ValueText.item(added, indent + "  ", item, lines.lineBreak());
    return spliced(gaps.behind(map, added));
  }

  /** Without the entry of a mapping, or the item of a list, at a path. */
  public YamlEditor remove(int document, List<String> path) throws EditRefused {
    YamlNode node = roots.find(document, path).orElseThrow();
    YamlNode parent = roots.parent(document, path);
    boolean item = parent instanceof YamlList;
    int start = lines.offset(item ? node.span() : roots.keySpan(document, path));
    return spliced(gaps.without(node, parent, start));
  }

  private YamlEditor spliced(Splice splice) throws EditRefused {
    return new YamlEditor(file, mark, splice.in(lines.text()));
  }
}
