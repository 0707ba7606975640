package dev.meshgen.diff;

import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Combines what is the same in many clusters into one change, and everything of a cluster that
 * joins, leaves or is renamed into one.
 */
final class ChangeGrouping {
  /** Where digests say whom the cluster trusts: those that differ must be seen. */
  private static final List<String> TRUSTED = List.of("root-cert", "recipient", "age1");

  private final SharedWords words;
  private final SharedFindings findings;

  /**
   * For two trees.
   *
   * @param clusters of both
   * @param networks told by the locks of clusters that change
   */
  ChangeGrouping(SortedSet<String> clusters, List<SharedWords.Network> networks) {
    words = new SharedWords(clusters, networks);
    findings = new SharedFindings(words);
  }

  /** What these changes are for the mesh, in no order. */
  List<MeshChange> of(List<ObjectChange> changes, Set<String> before, Set<String> after) {
    WholeClusters whole = new WholeClusters(words, findings);
    Map<String, List<ObjectChange>> alike = new LinkedHashMap<>();
    String[] keys = new String[changes.size()];
    changes.forEach(change -> words.of(change.id()));
    Workers.onAllCores(keys.length, i -> keys[i] = key(changes.get(i)));
    for (int i = 0; i < keys.length; i++) {
      if (!whole.take(changes.get(i), before, after)) {
        alike.computeIfAbsent(keys[i], name -> new ArrayList<>()).add(changes.get(i));
      }
    }
    List<MeshChange> all = new ArrayList<>(whole.changes(alike.values()));
    alike.values().forEach(same -> all.add(shared(same)));
    return all;
  }

  /**
   * Changes are one exactly if their keys are equal. So a key has everything that a reader would
   * see of the change, but for what names the cluster, which is put into the same words for all,
   * and for what is random, which differs though the change is one. Digests that say whom a cluster
   * trusts are left in: one that differs from the others must not hide among them.
   */
  private String key(ObjectChange change) {
    UnaryOperator<String> spoken = words.of(change.id());
    ObjectId id = change.id().spoken(spoken);
    StringBuilder key = new StringBuilder();
    key.append(change.id().cluster().isPresent()).append(change.verb()).append(id.group());
    key.append(id.text());
    for (FieldChange field : change.fields()) {
      String path = spoken.apply(field.path().text());
      String text =
          field.before().map(NodeText::of).orElse("")
              + "\n"
              + field.after().map(NodeText::of).orElse("");
      boolean seen = isSeen(change.id(), path);
      key.append('\n').append(seen ? path : OpaqueText.masked(path)).append(field.verb());
      key.append(seen ? spoken.apply(text) : OpaqueText.masked(spoken.apply(text)));
    }
    SameCertificates.once(change.fields()).forEach(said -> key.append(said.alsoIn(spoken)));
    return key.toString();
  }

  private static boolean isSeen(ObjectId id, String path) {
    return id.is(TreeObjects.CERTIFICATES)
        || id.is(TreeObjects.FILE)
        || !id.is(TreeObjects.CLUSTER) && TRUSTED.stream().anyMatch(path::contains);
  }

  private MeshChange shared(List<ObjectChange> same) {
    ObjectChange first = same.get(0);
    SortedSet<String> where = new TreeSet<>();
    same.forEach(change -> change.id().cluster().ifPresent(where::add));
    UnaryOperator<String> spoken =
        where.size() > 1 ? words.of(first.id()) : UnaryOperator.identity();
    boolean mask = where.size() > 1;
    List<MeshChange.Field> fields = new ArrayList<>();
    if (first.verb() == Verb.CHANGED) {
      for (SameCertificates.Said said : SameCertificates.once(first.fields())) {
        boolean known = said.also().stream().anyMatch(each -> findings.knows(first.id(), each));
        fields.add(field(first.id(), said.field(), spoken, mask).andIn(said.alsoIn(spoken), known));
      }
    }
    if (first.verb() == Verb.MOVED) {
      fields.add(
          new MeshChange.Field(
              "",
              Verb.MOVED,
              spoken.apply(first.before().orElseThrow().path()),
              spoken.apply(first.after().orElseThrow().path()),
              true));
    }
    return new MeshChange(
        first.id().spoken(spoken),
        first.verb(),
        fields,
        where,
        1,
        findings.of(first, spoken),
        places(List.of(first)));
  }

  static List<Place> places(List<ObjectChange> changes) {
    List<Place> places = new ArrayList<>();
    for (ObjectChange change : changes) {
      change.fields().forEach(field -> places.add(Place.of(change.id(), field)));
    }
    return places;
  }

  private MeshChange.Field field(
      ObjectId id, FieldChange field, UnaryOperator<String> spoken, boolean mask) {
    String path = spoken.apply(field.path().text());
    boolean hidden = mask && !isSeen(id, path);
    UnaryOperator<String> shown =
        text -> hidden ? OpaqueText.masked(spoken.apply(text)) : spoken.apply(text);
    return new MeshChange.Field(
        hidden ? OpaqueText.masked(path) : path,
        field.verb(),
        shown.apply(field.before().map(NodeText::shown).orElse("")),
        shown.apply(field.after().map(NodeText::shown).orElse("")),
        findings.knows(id, field));
  }
}
