package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which files of a tree a change of a topic may be in: those with an object that a rule of the
 * topic is about.
 */
public final class TopicFiles {
  private final SortedMap<String, SortedSet<String>> words = new TreeMap<>();

  private TopicFiles() {}

  /** Of a tree; what cannot be read has no topic. */
  public static TopicFiles of(Named tree) throws TreeException {
    TopicFiles files = new TopicFiles();
    Set<String> paths = tree.side().ids().keySet();
    Set<String> clusters = new HashSet<>();
    paths.forEach(path -> Layout.lockOf(path).ifPresent(clusters::add));
    SortedMap<String, byte[]> contents = new TreeMap<>(tree.side().read(paths));
    for (TreeObject object :
        TreeObjects.of(contents, tree.label(), new CertificateTexts(), new Report())) {
      SortedSet<String> own =
          files.words.computeIfAbsent(pattern(object.path(), clusters), path -> new TreeSet<>());
      for (ChangeRule rule : ChangeRules.all()) {
        if (rule.places().stream()
            .anyMatch(where -> where.matches(object.id()) && isOfOneFile(where))) {
          own.add(rule.topic());
          own.add(rule.weight().id());
        }
      }
    }
    return files;
  }

  /** A cluster with another name has other files all over, those of the topic among them. */
  private static boolean isOfOneFile(ChangeRule.Where where) {
    return !where.verbs().equals(Set.of(Verb.RENAMED));
  }

  /** The topics and weights of each file; those of all clusters together, with a star. */
  public SortedMap<String, SortedSet<String>> words() {
    return Collections.unmodifiableSortedMap(words);
  }

  /** The path with a star for the name of a cluster, also in the name of a file. */
  private static String pattern(String path, Set<String> clusters) {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/")) {
      int dot = step.indexOf('.', 1);
      String name = dot < 0 ? step : step.substring(0, dot);
      steps.add(clusters.contains(name) ? "*" + step.substring(name.length()) : step);
    }
    return String.join("/", steps);
  }
}
