package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The objects that differ between two trees.
 *
 * <p>Each file is compared with that of the same path as soon as both are read, and what is equal
 * in them is dropped at once: two trees of a thousand clusters take the memory of what differs.
 * Objects that are not in the other file are kept, and looked for in all of them.
 *
 * @param changes in the order of the objects
 * @param networks what the locks among the files say
 */
record ComparedObjects(List<ObjectChange> changes, List<SharedWords.Network> networks) {

  /**
   * Compares files.
   *
   * @param report gets a diagnostic for each file that cannot be read
   */
  static ComparedObjects of(TreeObjects.Tree before, TreeObjects.Tree after, Report report) {
    SortedSet<String> all = new TreeSet<>(before.files().keySet());
    all.addAll(after.files().keySet());
    List<String> paths = List.copyOf(all);
    Files[] files = new Files[paths.size()];
    Workers.onAllCores(
        files.length,
        i -> {
          files[i] = new Files();
          files[i].compare(paths.get(i), before, after);
        });
    for (Files each : files) {
      report.addAll(each.had.diagnostics());
    }
    for (Files each : files) {
      report.addAll(each.has.diagnostics());
    }
    return of(List.of(files));
  }

  private static ComparedObjects of(List<Files> files) {
    List<ObjectChange> changes = new ArrayList<>();
    List<TreeObject> gone = new ArrayList<>();
    List<TreeObject> come = new ArrayList<>();
    List<SharedWords.Network> networks = new ArrayList<>();
    for (Files each : files) {
      changes.addAll(each.changes);
      gone.addAll(each.gone);
      come.addAll(each.come);
      networks.addAll(each.networks);
    }
    changes.addAll(ObjectPairs.changes(gone, come));
    changes.sort(Comparator.comparing(ObjectChange::id));
    return new ComparedObjects(changes, networks);
  }

  /** The files of one path. */
  private static final class Files {
    private final List<ObjectChange> changes = new ArrayList<>();
    private final List<TreeObject> gone = new ArrayList<>();
    private final List<TreeObject> come = new ArrayList<>();
    private final List<SharedWords.Network> networks = new ArrayList<>();
    private final Report had = new Report();
    private final Report has = new Report();

    private void compare(String path, TreeObjects.Tree before, TreeObjects.Tree after) {
      List<TreeObject> old = TreeObjects.of(path, before, had);
      come.addAll(TreeObjects.of(path, after, has));
      old.forEach(each -> SharedWords.Network.of(each).ifPresent(networks::add));
      come.forEach(each -> SharedWords.Network.of(each).ifPresent(networks::add));
      for (TreeObject each : old) {
        Optional<TreeObject> same = taken(each.id());
        if (same.isPresent()) {
          ObjectPairs.compare(each, same.get()).map(ObjectChange::fieldsOnly).ifPresent(changes::add);
        } else {
          gone.add(each);
        }
      }
    }

    private Optional<TreeObject> taken(ObjectId id) {
      Iterator<TreeObject> left = come.iterator();
      while (left.hasNext()) {
        TreeObject each = left.next();
        if (each.id().equals(id)) {
          left.remove();
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }
}
