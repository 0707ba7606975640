package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Replaces the lists of keys in a file and leaves every other line as it is. */
final class SopsRewriter {
  private final DocumentNode.Mapping document;
  private final String text;

  SopsRewriter(byte[] content, DocumentNode.Mapping document) throws SealException {
    this.document = document;
    this.text = DocumentReader.decode(content);
  }

  /** Lines that take the place of those from one up to another; of none where both are the same. */
  private record Change(int from, int to, List<String> lines) {}

  /** The file with these lists; empty if its lists are not lines of their own. */
  Optional<byte[]> replace(SortedMap<String, List<KeyEntry>> lists) {
    if (!(document.get("sops") instanceof DocumentNode.Mapping block)
        || document.flow()
        || block.flow()
        || text.indexOf('\r') >= 0) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, List<KeyEntry>> list : lists.entrySet()) {
      if (block.get(list.getKey()) != null
          && !(block.get(list.getKey()) instanceof DocumentNode.Sequence)) {
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
  private Change change(DocumentNode.Mapping block, String kind, List<KeyEntry> entries, int last) {
    DocumentNode.Entry old = block.entries().get(kind);
    DocumentNode.Entry place = old == null ? firstBehind(block, kind) : old;
    int column = place.column();
    String list =
        " ".repeat(column) + kind + ":\n" + SopsWriter.list(entries, 2 * column).stripTrailing();
    int end = old == null ? place.line() : nextKeyLine(block, old.line(), last);
    return new Change(place.line(), end, list.lines().toList());
  }

  private static DocumentNode.Entry firstBehind(DocumentNode.Mapping block, String kind) {
    for (Map.Entry<String, DocumentNode.Entry> entry : block.entries().entrySet()) {
      if (entry.getKey().compareTo(kind) > 0) {
        return entry.getValue();
      }
    }
    // In a file of an older sops, which sorts nothing, any place will do.
    return block.entries().values().iterator().next();
  }

  /** The first line behind this one on which another key of the block or of the document starts. */
  private int nextKeyLine(DocumentNode.Mapping block, int line, int last) {
    int next = last;
    for (DocumentNode.Mapping mapping : List.of(block, document)) {
      for (DocumentNode.Entry entry : mapping.entries().values()) {
        if (entry.line() > line && entry.line() < next) {
          next = entry.line();
        }
      }
    }
    return next;
  }
}
