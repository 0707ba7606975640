package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Replaces the lists of keys in a file and leaves every other line as it is. */
final class SopsRewriter {
  private final YamlMap document;
  private final String text;

  SopsRewriter(byte[] content, YamlMap document) throws SealException {
    this.document = document;
    this.text = SopsDocument.decode(content);
  }

  /** Lines that take the place of those from one up to another; of none where both are the same. */
  private record Change(int from, int to, List<String> lines) {}

  /** The file with these lists; empty if its lists are not lines of their own. */
  Optional<byte[]> replace(SortedMap<String, List<KeyEntry>> lists) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (text.indexOf('\r') >= 0
        || !(document.get("sops").orElseThrow() instanceof YamlMap block)
        || isInBraces(document, lines)
        || isInBraces(block, lines)) {
      return Optional.empty();
    }
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, List<KeyEntry>> list : lists.entrySet()) {
      Optional<YamlNode> old = block.get(list.getKey());
      if (old.isPresent() && !(old.get() instanceof YamlList)) {
        return Optional.empty();
      }
      changes.add(0, change(block, list.getKey(), list.getValue(), lines.size() - 1));
    }
    // From the bottom, so that the lines of those above keep their numbers; of two that go to one
    // place, the one whose name comes first goes there last.
    changes.sort(Comparator.comparingInt(Change::from).reversed());
    for (Change change : changes) {
      lines.subList(change.from(), change.to()).clear();
      lines.addAll(change.from(), change.lines());
    }
    return Optional.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  /** A list that is there is replaced; another goes in front of the first key behind its name. */
  private Change change(YamlMap block, String kind, List<KeyEntry> entries, int last) {
    YamlMap.Entry old = block.entries().get(kind);
    YamlMap.Entry place = old == null ? firstBehind(block, kind) : old;
    int column = place.keySpan().column() - 1;
    String list =
        " ".repeat(column) + kind + ":\n" + SopsWriter.list(entries, 2 * column).stripTrailing();
    int line = line(place);
    return new Change(
        line, old == null ? line : nextKeyLine(block, line, last), list.lines().toList());
  }

  private static YamlMap.Entry firstBehind(YamlMap block, String kind) {
    for (Map.Entry<String, YamlMap.Entry> entry : block.entries().entrySet()) {
      if (entry.getKey().compareTo(kind) > 0) {
        return entry.getValue();
      }
    }
    // In a file of an older sops, which sorts nothing, any place will do.
    return block.entries().values().iterator().next();
  }

  /** Of its key, from 0. */
  private static int line(YamlMap.Entry entry) {
    return entry.keySpan().line() - 1;
  }

  /** Whether a mapping's entries own no lines; else it starts with its first key. */
  private static boolean isInBraces(YamlMap map, List<String> lines) {
    String line = lines.get(map.span().line() - 1);
    int start = line.offsetByCodePoints(0, map.span().column() - 1);
    return line.startsWith("{", start);
  }

  /** The first line behind this one on which another key of the block or of the document starts. */
  private int nextKeyLine(YamlMap block, int line, int last) {
    int next = last;
    for (YamlMap mapping : List.of(block, document)) {
      for (YamlMap.Entry entry : mapping.entries().values()) {
        if (line(entry) > line && line(entry) < next) {
          next = line(entry);
        }
      }
    }
    return next;
  }
}
