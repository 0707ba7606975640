package dev.meshgen.cli;

import dev.meshgen.diff.ChangeRules;
import dev.meshgen.diff.Finding;
import dev.meshgen.diff.MeshChange;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.Verb;
import dev.meshgen.diff.Weight;
import dev.meshgen.provenance.SpecChange;
import dev.meshgen.scan.SecretText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What every format of a comparison says in the same words. */
final class DiffWords {
  /** Up to this many clusters are named. */
  static final int NAMED = 5;

  /** Up to this many objects that change alike are named. */
  private static final int OBJECTS = 30;

  /** Of a longer value, this much is shown. */
  private static final int LONGEST = 120;

  /** Of a digest, what tells two apart. */
  private static final Pattern DIGEST = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{24,}\\b");

  /** In the place of what differs from cluster to cluster by nature. */
  private static final String SHORT = "…";

  private DiffWords() {}

  /** {@code 5 changes in 97 of 100 clusters: 1 high, 4 low}. */
  static String headline(MeshDiff diff) {
    if (diff.isEmpty()) {
      return diff.files() == 0
          ? "no changes"
          : "no changes: " + files(diff.files()) + " in formatting or comments only";
    }
    SortedSet<String> touched = new TreeSet<>();
    diff.changes().forEach(change -> touched.addAll(change.clusters()));
    String where =
        touched.isEmpty()
            ? ""
            : " in "
                + (diff.clusters().size() == 1
                    ? "1 cluster"
                    : touched.size() + " of " + diff.clusters().size() + " clusters");
    int count = diff.changes().size();
    return (count == 1 ? "1 change" : count + " changes") + where + ": " + weights(diff.changes());
  }

  private static String files(int count) {
    return count == 1 ? "1 file differs" : count + " files differ";
  }

  /** {@code 1 high, 4 low}. */
  static String weights(List<MeshChange> changes) {
    Map<Weight, Integer> counts = new EnumMap<>(Weight.class);
    changes.forEach(change -> counts.merge(change.weight(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((weight, count) -> parts.add(count + " " + weight.id()));
    return String.join(", ", parts);
  }

  /** The changes of each topic, in the order of topics; those without changes are left out. */
  static Map<String, List<MeshChange>> byTopic(MeshDiff diff) {
    Map<String, List<MeshChange>> byTopic = new LinkedHashMap<>();
    List<String> topics = new ArrayList<>(ChangeRules.topics());
    topics.add(MeshDiff.OTHER);
    for (String topic : topics) {
      List<MeshChange> changes =
          diff.changes().stream().filter(change -> change.topic().equals(topic)).toList();
      if (!changes.isEmpty()) {
        byTopic.put(topic, changes);
      }
    }
    return byTopic;
  }

  /** {@code Service istio-system/istiod changed}, {@code Application argocd/a and 3 more added}. */
  static String what(MeshChange change) {
    String objects = change.objects() > 1 ? ", " + change.objects() + " objects" : "";
    String others = change.each().isEmpty() ? "" : " and " + (change.each().size() - 1) + " more";
    return visible(change.object().text()) + others + " " + change.verb().id() + objects;
  }

  /** {@code argocd/shop-<cluster>, argocd/shop-mesh (of the mesh)}; empty for one object. */
  static String objects(MeshChange change) {
    List<MeshChange> each = change.each();
    return each.stream()
            .limit(OBJECTS)
            .map(one -> visible(one.object().place()) + own(one, change.clusters()))
            .collect(Collectors.joining(", "))
        + (each.size() > OBJECTS
            ? " and " + (each.size() - OBJECTS) + " more (--format json has all)"
            : "");
  }

  /** Where one of several objects changes, unless all do there. */
  private static String own(MeshChange each, SortedSet<String> all) {
    if (each.clusters().equals(all)) {
      return "";
    }
    return each.clusters().isEmpty() ? " (of the mesh)" : " (in " + names(each.clusters()) + ")";
  }

  /** {@code Service istio-system/istiod changed in east, west}. */
  static String line(MeshChange change, SortedSet<String> all) {
    return (what(change) + " " + where(change, all)).strip();
  }

  /** Where it is the same: names while there are few, else how many, and which not. */
  static String where(MeshChange change, SortedSet<String> all) {
    SortedSet<String> clusters = change.clusters();
    int count = clusters.size();
    if (count == 0 || change.verb() == Verb.RENAMED || clusters.contains(change.object().name())) {
      return "";
    }
    if (count <= NAMED) {
      return "in " + visible(String.join(", ", clusters));
    }
    SortedSet<String> others = new TreeSet<>(all);
    others.removeAll(clusters);
    if (others.isEmpty()) {
      return "in all " + count + " clusters";
    }
    return others.size() <= NAMED
        ? "in " + count + " clusters, all but " + visible(String.join(", ", others))
        : "in " + count + " of " + all.size() + " clusters: " + visible(some(clusters));
  }

  private static String some(SortedSet<String> clusters) {
    List<String> first = clusters.stream().limit(NAMED - 1L).toList();
    return String.join(", ", first) + " and " + (clusters.size() - first.size()) + " more";
  }

  /** {@code ~ spec.mtls.mode: STRICT → PERMISSIVE}. */
  static String field(MeshChange.Field field) {
    if (field.verb() == Verb.MOVED) {
      return field.verb().mark() + " " + visible(field.before() + " → " + field.after());
    }
    String path = visible(path(field));
    String values =
        switch (field.verb()) {
          case ADDED -> value(field.after());
          case REMOVED -> value(field.before());
          default -> turned(value(field.before()), value(field.after()));
        };
    return field.verb().mark() + " " + path + ": " + values;
  }

  /** Where it is, and where the same certificates are as well. */
  static String path(MeshChange.Field field) {
    String path = field.path().isEmpty() ? "content" : named(field);
    return field.also().isEmpty() ? path : path + ", " + String.join(", ", field.also());
  }

  /** {@code STRICT → PERMISSIVE}; of two that look the same once they are cut, that they differ. */
  private static String turned(String before, String after) {
    if (!before.equals(after)) {
      return before + " → " + after;
    }
    return before.equals(SHORT) ? "different in each cluster" : before + ", not the same";
  }

  /** The path; of an item that is named by its whole value, that of its list. */
  private static String named(MeshChange.Field field) {
    String value = field.verb() == Verb.ADDED ? field.after() : field.before();
    String selector = "[" + value + "]";
    return field.verb() != Verb.CHANGED && field.path().endsWith(selector)
        ? field.path().substring(0, field.path().length() - selector.length())
        : field.path();
  }

  /** {@code (acknowledged until 2027-03-31: agreed)}; empty for what is not. */
  static String acknowledged(Finding finding) {
    return finding
        .acknowledged()
        .map(why -> " (acknowledged until " + why.until() + ": " + visible(why.reason()) + ")")
        .orElse("");
  }

  /** {@code mesh.yaml:12: Mesh spec.security.mtls: strict → permissive}. */
  static String cause(SpecChange cause) {
    String text = visible(SecretText.masked(cause.text()));
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    int more = cause.at().size() - 1;
    return cause.at().isEmpty()
        ? shown
        : visible(cause.at().get(0).file())
            + ":"
            + cause.at().get(0).line()
            + (more > 0 ? " and " + more + " more" : "")
            + ": "
            + shown;
  }

  private static String value(String text) {
    return value(text, LONGEST);
  }

  /** A value on one line: cut, without control characters, and without what looks secret. */
  static String value(String text, int longest) {
    int lines = (int) text.chars().filter(c -> c == '\n').count() + text.split("\\\\n").length;
    if (lines > 3) {
      return lines + " lines";
    }
    String shown = DIGEST.matcher(visible(SecretText.masked(text))).replaceAll("$1…");
    return shown.length() > longest ? shown.substring(0, longest) + "…" : shown;
  }

  /** {@code 97 clusters}. */
  static String clusters(int count) {
    return count == 1 ? "1 cluster" : count + " clusters";
  }

  /** Names while there are few, else how many. */
  static String names(SortedSet<String> clusters) {
    return clusters.size() <= NAMED
        ? visible(String.join(", ", clusters))
        : clusters(clusters.size());
  }

  static String visible(String text) {
    return SourceExcerpt.visible(text);
  }
}
