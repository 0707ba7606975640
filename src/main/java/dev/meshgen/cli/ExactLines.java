package dev.meshgen.cli;

import dev.meshgen.diff.LineHunks;
import dev.meshgen.diff.LineHunks.Hunk;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.Place;
import dev.meshgen.diff.Weight;
import dev.meshgen.scan.SecretText;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Role;
import dev.meshgen.tree.TreeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lines of files that a change is made of, in the first of its clusters. Locks and sealed files
 * are left out, as their lines say nothing to a reader.
 */
final class ExactLines {
  /** Of one change; the rest is counted. */
  private static final int LINES = 200;

  /** Of one that follows from others, such as that of the tree's README. */
  private static final int FEW = 20;

  /** Of all changes, in characters, so that a page can be mailed. */
  private static final int BUDGET = 400_000;

  private final SortedMap<String, byte[]> old;
  private final SortedMap<String, byte[]> now;
  private final String[] labels;
  private final Map<String, List<Hunk>> read = new HashMap<>();
  private int spent;
  private int left;

  private ExactLines(
      SortedMap<String, byte[]> old, SortedMap<String, byte[]> now, String... labels) {
    this.old = old;
    this.now = now;
    this.labels = labels;
  }

  /** A template's view: lines of a file. */
  record View(String path, int number, List<Line> lines) {}

  /** A line, and which of the two texts has it. */
  record Line(String style, String text) {}

  /** Those of a comparison: the files are read at once. */
  static ExactLines of(List<MeshChange> changes, Named before, Named after) throws TreeException {
    Set<String> paths = new TreeSet<>();
    for (MeshChange change : changes) {
      paths.addAll(paths(change, before.label(), after.label()));
    }
    return new ExactLines(
        new TreeMap<>(before.side().read(paths)),
        new TreeMap<>(after.side().read(paths)),
        before.label(),
        after.label());
  }

  private static Set<String> paths(MeshChange change, String... labels) {
    Set<String> paths = new TreeSet<>();
    if (change.isWholeCluster()) {
      return paths;
    }
    for (Place place : change.places()) {
      String path = path(place.at().file(), labels);
      if (Layout.role(path) == Role.PLAIN) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static String path(String file, String... labels) {
    // One tree may lie in the other: the longer label is that of the tree which has the file.
    String longest = "";
    for (String label : labels) {
      longest = file.startsWith(label) && label.length() > longest.length() ? label : longest;
    }
    return file.substring(longest.length());
  }

  /** How many changes were left without their lines, for lack of space. */
  int left() {
    return left;
  }

  /**
   * The lines of a change.
   *
   * @param number of the change
   */
  List<View> of(MeshChange change, int number) {
    List<View> views = new ArrayList<>();
    for (String path : paths(change, labels)) {
      List<Line> lines = lines(path, change);
      int size = lines.stream().mapToInt(line -> line.text().length()).sum();
      if (spent + size > BUDGET) {
        left++;
      } else if (!lines.isEmpty()) {
        spent += size;
        views.add(new View(path, number, lines));
      }
    }
    return views;
  }

  /**
   * Those near a field that differs: the file may have other objects, with changes of their own.
   */
  private List<Line> lines(String path, MeshChange change) {
    List<Hunk> all =
        read.computeIfAbsent(
            path, name -> LineHunks.of(shown(old.get(name)), shown(now.get(name))));
    List<Hunk> own = all.stream().filter(hunk -> isAt(hunk, path, change)).toList();
    List<Line> lines = new ArrayList<>();
    for (Hunk hunk : own.isEmpty() ? all : own) {
      lines.add(new Line("at", hunk.header()));
      hunk.lines().forEach(line -> lines.add(line(line)));
    }
    int most = change.weight() == Weight.INFO ? FEW : LINES;
    int more = lines.size() - most;
    if (more > 0) {
      lines.subList(most, lines.size()).clear();
      lines.add(new Line("at", more == 1 ? "… 1 more line" : "… " + more + " more lines"));
    }
    return lines;
  }

  private boolean isAt(Hunk hunk, String path, MeshChange change) {
    return change.places().stream()
        .anyMatch(
            place -> path(place.at().file(), labels).equals(path) && hunk.has(place.at().line()));
  }

  private static Line line(LineHunks.Line line) {
    String style = line.mark() == '-' ? "gone" : line.mark() == '+' ? "come" : "same";
    return new Line(style, line.mark() + line.text());
  }

  /** The lines of a file without what looks secret; none of one that does not exist. */
  private static String[] shown(byte[] bytes) {
    if (bytes == null) {
      return new String[0];
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] lines = text.lines().toArray(String[]::new);
    int[] offsets = new int[lines.length];
    int next = 0;
    for (int i = 0; i < lines.length; i++) {
      offsets[i] = text.indexOf(lines[i], next);
      next = offsets[i] + lines[i].length();
    }
    int[] hidden = SecretText.hiddenFrom(text, offsets);
    for (int i = 0; i < lines.length; i++) {
      lines[i] = hidden[i] < 0 ? lines[i] : lines[i].substring(0, hidden[i]) + SecretText.HIDDEN;
    }
    return lines;
  }
}
