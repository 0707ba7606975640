package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.TreeObjects.Tree;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that differ between two trees.
 *
 * <p>Each file is compared with that of the same path as soon as both are read, and what is equal
 * in them is dropped at once: two trees of a thousand clusters take the memory of what differs.
 * Objects that are not in the other file are kept, and looked for in all of them.
 *
 * @param paths of the files
 * @param changes in the order of the objects
 * @param networks what the locks among the files say
 */
record ComparedObjects(
    ComparedPaths paths, List<ObjectChange> changes, List<SharedWords.Network> networks) {

  /**
   * Compares trees.
   *
   * @param report gets a diagnostic for each file that cannot be read
   */
  static ComparedObjects of(Named before, Named after, Report report) throws TreeException {
    ReadableContent readable = new ReadableContent(new CertificateTexts());
    Map<String, Files> compared = new ConcurrentHashMap<>();
    ComparedPaths paths =
        ComparedPaths.of(
            before.side(),
            after.side(),
            (path, old, now) -> {
              if (!TreeObjects.isPart(path)) {
                compared.put(
                    path,
                    Files.of(
                        path,
                        new Tree(alone(path, old), before.label(), readable),
                        new Tree(alone(path, now), after.label(), readable)));
              }
            });
    Set<String> wanted = paths.wanted();
    wanted.removeAll(compared.keySet());
    Tree old = new Tree(before.side().read(wanted), before.label(), readable);
    Tree now = new Tree(after.side().read(wanted), after.label(), readable);
    List<String> left = List.copyOf(wanted);
    Workers.onAllCores(
        left.size(), i -> compared.put(left.get(i), Files.of(left.get(i), old, now)));
    return of(paths, new TreeMap<>(compared).values(), report);
  }

  private static Map<String, byte[]> alone(String path, Optional<byte[]> bytes) {
    return bytes.map(content -> Map.of(path, content)).orElse(Map.of());
  }

  private static ComparedObjects of(ComparedPaths paths, Collection<Files> files, Report report) {
    files.forEach(each -> report.addAll(each.had.diagnostics()));
    files.forEach(each -> report.addAll(each.has.diagnostics()));
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
    return new ComparedObjects(paths, changes, networks);
  }

  /** The files of one path. */
  private static final class Files {
    private final List<ObjectChange> changes = new ArrayList<>();
    private final List<TreeObject> gone = new ArrayList<>();
    private final List<TreeObject> come = new ArrayList<>();
    private final List<SharedWords.Network> networks = new ArrayList<>();
    private final Report had = new Report();
    private final Report has = new Report();

    private static Files of(String path, Tree before, Tree after) {
      Files files = new Files();
      files.compare(path, before, after);
      return files;
    }

    private void compare(String path, Tree before, Tree after) {
      List<TreeObject> old = TreeObjects.of(path, before, had);
      come.addAll(TreeObjects.of(path, after, has));
      old.forEach(each -> SharedWords.Network.of(each).ifPresent(networks::add));
      come.forEach(each -> SharedWords.Network.of(each).ifPresent(networks::add));
      for (TreeObject each : old) {
        Optional<TreeObject> same = taken(each.id());
        if (same.isPresent()) {
          ObjectPairs.compare(each, same.get())
              .map(ObjectChange::fieldsOnly)
              .ifPresent(changes::add);
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
