package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The same change of a spec in one or many documents.
 *
 * @param title of the first document: {@code Cluster "east"}
 * @param field that changed; empty for the whole document
 * @param before its value as text; empty if it was added; of a list whose length changes, the items
 *     that are gone
 * @param after its value as text; empty if it was removed; of such a list, the items that came
 * @param edits what would undo it, each in the documents as they are
 * @param at the places, in the documents as they are: of what was removed, where it was in; none
 *     for a document that was removed
 */
public record SpecChange(
    String title,
    String field,
    Optional<String> before,
    Optional<String> after,
    List<Undo> edits,
    List<Span> at) {

  /**
   * How a change is undone.
   *
   * @param document as it is; empty for one that was removed
   * @param old what was at the place, or the whole document
   */
  record Undo(Optional<SpecNode> document, Optional<YamlNode> old) {}

  public SpecChange {
    edits = List.copyOf(edits);
    at = List.copyOf(at);
  }

  /** {@code Cluster "east" spec.network: a → b}. */
  public String text() {
    String place = field.isEmpty() ? title : title + " " + field;
    if (before.isEmpty()) {
      return place + (field.isEmpty() ? " added" : " set to " + after.orElse(""));
    }
    if (after.isEmpty()) {
      return place + (field.isEmpty() ? " removed" : " removed, was " + before.get());
    }
    if (before.get().isEmpty()) {
      return place + ": " + after.get() + " added";
    }
    return place + ": " + before.get() + (after.get().isEmpty() ? " removed" : " → " + after.get());
  }

  /** The documents without this change. */
  List<YamlNode> undoneIn(List<YamlNode> documents) {
    List<YamlNode> undone = new ArrayList<>(documents);
    List<YamlNode> returned = new ArrayList<>();
    Set<Integer> gone = new LinkedHashSet<>();
    for (Undo undo : edits) {
      if (undo.document().isEmpty()) {
        returned.add(undo.old().orElseThrow());
      } else if (undo.document().get().steps().isEmpty() && undo.old().isEmpty()) {
        gone.add(undo.document().get().document());
      } else {
        undone = new ArrayList<>(undo.document().get().set(undone, undo.old()));
      }
    }
    List<YamlNode> left = new ArrayList<>();
    for (int i = 0; i < undone.size(); i++) {
      if (!gone.contains(i)) {
        left.add(undone.get(i));
      }
    }
    left.addAll(returned);
    return left;
  }

  /** What differs between the documents of two specs; the same change in many of them once. */
  public static List<SpecChange> between(List<YamlNode> before, List<YamlNode> after) {
    return new Search(before, after).all();
  }

  private static final class Search {
    private final List<YamlNode> before;
    private final List<YamlNode> after;
    private final Map<String, SpecChange> found = new LinkedHashMap<>();

    Search(List<YamlNode> before, List<YamlNode> after) {
      this.before = before;
      this.after = after;
    }

    List<SpecChange> all() {
      Map<String, YamlNode> old = new LinkedHashMap<>();
      before.forEach(document -> old.put(SpecNode.title(document), document));
      for (int i = 0; i < after.size(); i++) {
        YamlNode document = after.get(i);
        YamlNode was = old.remove(SpecNode.title(document));
        SpecNode place = new SpecNode(i, List.of());
        if (was == null) {
          add(place, Optional.empty(), Optional.of(document));
        } else {
          compare(place, was, document);
        }
      }
      old.values().forEach(this::removed);
      return List.copyOf(found.values());
    }

    private void removed(YamlNode document) {
      put(
          SpecNode.title(document),
          new SpecChange(
              SpecNode.title(document),
              "",
              Optional.of(""),
              Optional.empty(),
              List.of(new Undo(Optional.empty(), Optional.of(document))),
              List.of()));
    }

    private void compare(SpecNode place, YamlNode old, YamlNode now) {
      if (old instanceof YamlMap was && now instanceof YamlMap is) {
        Set<String> keys = new LinkedHashSet<>(was.entries().keySet());
        keys.addAll(is.entries().keySet());
        for (String key : keys) {
          child(place.then(key), was.get(key), is.get(key));
        }
      } else if (old instanceof YamlList was
          && now instanceof YamlList is
          && was.items().size() == is.items().size()) {
        for (int i = 0; i < was.items().size(); i++) {
          compare(place.then(String.valueOf(i)), was.items().get(i), is.items().get(i));
        }
      } else if (!isSame(old, now)) {
        add(place, Optional.of(old), Optional.of(now));
      }
    }

    private void child(SpecNode place, Optional<YamlNode> old, Optional<YamlNode> now) {
      if (old.isPresent() && now.isPresent()) {
        compare(place, old.get(), now.get());
      } else {
        add(place, old, now);
      }
    }

    private static boolean isSame(YamlNode old, YamlNode now) {
      return old instanceof YamlScalar was
          && now instanceof YamlScalar is
          && Objects.equals(was.value(), is.value());
    }

    private void add(SpecNode place, Optional<YamlNode> old, Optional<YamlNode> now) {
      Optional<String> was = old.map(node -> text(node, now));
      Optional<String> is =
          place.steps().isEmpty() ? now.map(any -> "") : now.map(node -> text(node, old));
      String title = SpecNode.title(after.get(place.document()));
      String kind = place.steps().isEmpty() ? title : title.split(" ", 2)[0];
      put(
          String.join("\0", kind, place.field(), was.toString(), is.toString()),
          new SpecChange(
              title,
              place.field(),
              was,
              is,
              List.of(new Undo(Optional.of(place), old)),
              List.of(nearest(place))));
    }

    /** Of two lists that have other items, those of the first that the second lacks. */
    private static String text(YamlNode node, Optional<YamlNode> other) {
      if (node instanceof YamlList list && other.orElse(null) instanceof YamlList others) {
        List<String> own = texts(list);
        List<String> theirs = texts(others);
        if (!Set.copyOf(own).equals(Set.copyOf(theirs))) {
          own.removeAll(theirs);
          return String.join(", ", own);
        }
      }
      return SpecText.of(node);
    }

    private static List<String> texts(YamlList list) {
      return new ArrayList<>(list.items().stream().map(SpecText::of).toList());
    }

    private Span nearest(SpecNode place) {
      Optional<Span> at = place.at(after);
      return at.orElseGet(() -> nearest(place.parent()));
    }

    private void put(String key, SpecChange change) {
      found.merge(key, change, Search::joined);
    }

    private static SpecChange joined(SpecChange one, SpecChange other) {
      List<Undo> edits = new ArrayList<>(one.edits());
      edits.addAll(other.edits());
      List<Span> at = new ArrayList<>(one.at());
      at.addAll(other.at());
      return new SpecChange(one.title(), one.field(), one.before(), one.after(), edits, at);
    }
  }
}
