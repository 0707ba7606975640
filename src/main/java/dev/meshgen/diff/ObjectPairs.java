package dev.meshgen.diff;

import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the objects of one tree in the other, by identity. */
final class ObjectPairs {
  private ObjectPairs() {}

  /** What happens to each object that differs; those that are equal are left out. */
  static List<ObjectChange> changes(List<TreeObject> before, List<TreeObject> after) {
    Map<ObjectId, List<TreeObject>> old = byId(before);
    Map<ObjectId, List<TreeObject>> now = byId(after);
    TreeSet<ObjectId> ids = new TreeSet<>(old.keySet());
    ids.addAll(now.keySet());
    List<ObjectId> all = List.copyOf(ids);
    List<List<ObjectChange>> found = new ArrayList<>();
    all.forEach(id -> found.add(new ArrayList<>()));
    Workers.onAllCores(
        found.size(),
        i ->
            pair(
                all.get(i),
                new ArrayList<>(old.getOrDefault(all.get(i), List.of())),
                new ArrayList<>(now.getOrDefault(all.get(i), List.of())),
                found.get(i)));
    List<ObjectChange> changes = new ArrayList<>();
    found.forEach(changes::addAll);
    return changes;
  }

  private static Map<ObjectId, List<TreeObject>> byId(List<TreeObject> objects) {
    Map<ObjectId, List<TreeObject>> byId = new TreeMap<>();
    objects.forEach(each -> byId.computeIfAbsent(each.id(), id -> new ArrayList<>()).add(each));
    return byId;
  }

  /** Of several with one identity, those in one file are the same, then any. */
  private static void pair(
      ObjectId id, List<TreeObject> old, List<TreeObject> now, List<ObjectChange> changes) {
    for (TreeObject each : List.copyOf(old)) {
      Optional<TreeObject> same =
          now.stream().filter(other -> other.path().equals(each.path())).findFirst();
      if (same.isPresent()) {
        old.remove(each);
        now.remove(same.get());
        compare(each, same.get()).ifPresent(changes::add);
      }
    }
    while (!old.isEmpty() && !now.isEmpty()) {
      compare(old.remove(0), now.remove(0)).ifPresent(changes::add);
    }
    old.forEach(each -> changes.add(whole(id, Optional.of(each), Optional.empty())));
    now.forEach(each -> changes.add(whole(id, Optional.empty(), Optional.of(each))));
  }

  /** What happens to an object; empty if nothing does. */
  static Optional<ObjectChange> compare(TreeObject old, TreeObject now) {
    List<FieldChange> fields =
        NodeDiff.of(old.content(), SharedNodes.of(old.content(), now.content()));
    boolean moved = !old.path().equals(now.path());
    return fields.isEmpty() && !moved
        ? Optional.empty()
        : Optional.of(
            new ObjectChange(
                old.id(),
                fields.isEmpty() ? Verb.MOVED : Verb.CHANGED,
                Optional.of(old),
                Optional.of(now),
                fields));
  }

  private static ObjectChange whole(
      ObjectId id, Optional<TreeObject> old, Optional<TreeObject> now) {
    FieldChange all =
        new FieldChange(FieldPath.ROOT, old.map(TreeObject::content), now.map(TreeObject::content));
    return new ObjectChange(id, all.verb(), old, now, List.of(all));
  }
}
