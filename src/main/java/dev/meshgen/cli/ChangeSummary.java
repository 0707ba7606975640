package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.FileSide;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.TreeSide;
import dev.meshgen.diff.Weight;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.scan.SecretText;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.TreeFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What a render does to the mesh, in at most ten lines. */
final class ChangeSummary {
  private static final int LINES = 8;
  private static final int WORTH_A_THREAD = 100;

  private final FutureTask<List<String>> lines;

  ChangeSummary(Callable<List<String>> lines) {
    this.lines = new FutureTask<>(lines);
  }

  /**
   * Begins to compare: what is there now has been read when this returns, so that it may change.
   *
   * @param tree as it will be
   * @param folder as it is
   * @param more the command that says all of it, if there is one
   */
  static ChangeSummary start(
      OutputTree tree, Changes changes, OutputFolder folder, Optional<String> more)
      throws TreeException {
    if (changes.changed().isEmpty() && changes.removed().isEmpty()) {
      return new ChangeSummary(List::of).running();
    }
    Named[] sides = sides(tree, changes, folder);
    ChangeSummary summary = new ChangeSummary(() -> lines(sides, more));
    if (changes.changes().size() < WORTH_A_THREAD) {
      return summary.running();
    }
    // Writing waits for the disk, which is as long as this takes.
    Thread thread = new Thread(summary.lines, "meshgen-summary");
    thread.setDaemon(true);
    thread.start();
    return summary;
  }

  /** Sums up at once, in this thread. */
  ChangeSummary running() {
    lines.run();
    return this;
  }

  /**
   * The lines; none for a first render, which changes no mesh. Waits until they are there.
   *
   * <p>The tree is written by then: what goes wrong is one of the lines, so that the run goes on to
   * say what it wrote. Errors of the machine are thrown.
   */
  List<String> lines() {
    try {
      return lines.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(e);
    }
  }

  private static List<String> failed(Throwable cause) {
    String reason = cause instanceof TreeException ? cause.getMessage() : cause.toString();
    return List.of("the changes could not be summarized: " + SecretText.masked(reason));
  }

  private static List<String> lines(Named[] sides, Optional<String> more) throws TreeException {
    MeshDiff diff = MeshDiff.of(sides[0], sides[1], new Report()).collapsed();
    List<MeshChange> heavy =
        diff.changes().stream()
            .filter(change -> change.weight().compareTo(Weight.MEDIUM) <= 0)
            .toList();
    if (heavy.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(DiffWords.headline(diff)));
    heavy.stream().limit(LINES).forEach(change -> lines.add(line(change, diff.clusters())));
    int left = heavy.size() - LINES;
    if (left > 0) {
      lines.add("… and " + left + " more" + more.map(run -> ": `" + run + "`").orElse(""));
    } else {
      more.ifPresent(run -> lines.add("details: `" + run + "`"));
    }
    return lines;
  }

  private static String line(MeshChange change, SortedSet<String> clusters) {
    String title =
        change.findings().isEmpty()
            ? DiffWords.what(change)
            : change.findings().get(0).rule().title() + ": " + DiffWords.what(change);
    return ("  " + change.weight().id() + ", " + title + " " + DiffWords.where(change, clusters))
        .stripTrailing();
  }

  private static boolean isValues(String path, String cluster) {
    return Layout.folderOf(path).equals(Layout.cluster(cluster).values());
  }

  /** Of what stays as it is, only what says something about what changes. */
  private static Named[] sides(OutputTree tree, Changes changes, OutputFolder folder)
      throws TreeException {
    Set<String> clusters = new TreeSet<>();
    SortedMap<String, byte[]> after = new TreeMap<>();
    Set<String> replaced = new TreeSet<>();
    for (Change change : changes.changes()) {
      Layout.clusterOf(change.path()).ifPresent(clusters::add);
      replaced.add(change.path());
      if (change.kind() != Change.Kind.REMOVE) {
        after.put(change.path(), change.bytes());
      }
    }
    SortedMap<String, byte[]> before = new TreeMap<>(folder.readAll(replaced));
    for (Map.Entry<String, TreeFile> file : tree.files().entrySet()) {
      String path = file.getKey();
      if (!replaced.contains(path)
          && Layout.clusterOf(path)
              .filter(
                  name -> Layout.isLock(path) || clusters.contains(name) && isValues(path, name))
              .isPresent()) {
        before.put(path, file.getValue().bytes());
        after.put(path, file.getValue().bytes());
      }
    }
    return new Named[] {
      new Named("", new Side(before, replaced, "before")),
      new Named("", new Side(after, replaced, "after"))
    };
  }

  /** One of the two trees. Which files differ is known, so that none has to be hashed. */
  private record Side(SortedMap<String, byte[]> files, Set<String> replaced, String id)
      implements TreeSide {
    @Override
    public SortedMap<String, String> ids() {
      SortedMap<String, String> ids = new TreeMap<>();
      files.keySet().forEach(path -> ids.put(path, replaced.contains(path) ? id : ""));
      return ids;
    }

    @Override
    public SortedMap<String, byte[]> read(Collection<String> paths) {
      return new FileSide(files).read(paths);
    }
  }
}
