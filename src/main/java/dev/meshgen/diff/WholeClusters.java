package dev.meshgen.diff;

import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Clusters that come, go or get another name, each with all that it has. */
final class WholeClusters {
  /** Whether somebody has handed over its credential yet says nothing of what a cluster is. */
  private static final Set<String> FLEETING = Set.of("discovered", "state");

  private static final Pattern POSITION = Pattern.compile("\\[\\d+\\]");

  private final SharedWords words;
  private final SharedFindings findings;
  private final Map<String, List<ObjectChange>> added = new TreeMap<>();
  private final Map<String, List<ObjectChange>> removed = new TreeMap<>();
  private final Map<String, String> renamed = new TreeMap<>();

  WholeClusters(SharedWords words, SharedFindings findings) {
    this.words = words;
    this.findings = findings;
  }

  /**
   * Takes a change if a whole cluster explains it.
   *
   * @param before clusters of the tree as it was
   */
  boolean take(ObjectChange change, Set<String> before, Set<String> after) {
    String cluster = change.id().cluster().orElse("");
    boolean comes = after.contains(cluster) && !before.contains(cluster);
    boolean goes = before.contains(cluster) && !after.contains(cluster);
    if (change.verb() == Verb.ADDED && comes) {
      added.computeIfAbsent(cluster, name -> new ArrayList<>()).add(change);
    } else if (change.verb() == Verb.REMOVED && goes) {
      removed.computeIfAbsent(cluster, name -> new ArrayList<>()).add(change);
    } else {
      return false;
    }
    return true;
  }

  /**
   * The changes of whole clusters. Of a cluster that got another name, what was issued for it is
   * another, and everything else the same.
   *
   * @param others what is left; loses what says no more than that a cluster is called otherwise
   */
  List<MeshChange> changes(Collection<List<ObjectChange>> others) {
    pair();
    List<ObjectChange> following = renamed.isEmpty() ? List.of() : following(others);
    List<MeshChange> all = new ArrayList<>();
    renamed.forEach((old, now) -> all.add(renamed(old, now, following)));
    all.addAll(alike(removed, findings::ofGoing));
    all.addAll(alike(added, findings::ofComing));
    return all;
  }

  /** Where several arrive that are alike, any will do: nothing but their names tells them apart. */
  private void pair() {
    if (added.isEmpty() || removed.isEmpty()) {
      return;
    }
    Map<String, String> arrivals = new HashMap<>();
    added.forEach((cluster, changes) -> arrivals.putIfAbsent(lasting(changes), cluster));
    for (Map.Entry<String, List<ObjectChange>> old : removed.entrySet()) {
      String now = arrivals.remove(lasting(old.getValue()));
      if (now != null) {
        renamed.put(old.getKey(), now);
      }
    }
  }

  private MeshChange renamed(String old, String now, List<ObjectChange> following) {
    List<ObjectChange> gone = removed.remove(old);
    List<ObjectChange> here = added.remove(now);
    ObjectId id = clusterId(old + " → " + now);
    ObjectChange lock =
        here.stream()
            .filter(change -> change.id().is(TreeObjects.CLUSTER))
            .findFirst()
            .orElse(here.get(0));
    int more = (int) following.stream().filter(change -> mentions(change, old)).count();
    return new MeshChange(
        id,
        Verb.RENAMED,
        List.of(),
        new TreeSet<>(Set.of(old, now)),
        here.size() + more,
        findings.ofRenamed(id, lock, gone),
        ChangeGrouping.places(here));
  }

  private static boolean mentions(ObjectChange change, String cluster) {
    return change.fields().stream()
        .anyMatch(
            field ->
                field.path().text().contains(cluster)
                    || field
                        .before()
                        .filter(node -> NodeText.of(node).contains(cluster))
                        .isPresent());
  }

  /**
   * Changes of the mesh that are gone once the old names are read as the new ones. What changes in
   * another cluster is shown as that cluster's.
   */
  private List<ObjectChange> following(Collection<List<ObjectChange>> others) {
    List<ObjectChange> following = new ArrayList<>();
    for (List<ObjectChange> same : others) {
      for (ObjectChange change : List.copyOf(same)) {
        boolean ofMesh = change.id().cluster().isEmpty() && change.verb() == Verb.CHANGED;
        if (ofMesh && onlyNames(change.fields())) {
          same.remove(change);
          following.add(change);
        }
      }
    }
    others.removeIf(List::isEmpty);
    return following;
  }

  private boolean onlyNames(List<FieldChange> fields) {
    SortedSet<String> had = new TreeSet<>();
    SortedSet<String> has = new TreeSet<>();
    for (FieldChange field : fields) {
      String path = field.path().text();
      field.before().ifPresent(node -> had.add(place(called(path)) + called(NodeText.of(node))));
      field.after().ifPresent(node -> has.add(place(called(path)) + NodeText.of(node)));
    }
    return had.equals(has);
  }

  /** Items without a key of their own are elsewhere once a name sorts otherwise. */
  private static String place(String path) {
    return POSITION.matcher(path).replaceAll("[]") + ": ";
  }

  private String called(String text) {
    String now = text;
    for (Map.Entry<String, String> each : renamed.entrySet()) {
      now =
          new ClusterWords(each.getKey(), Set.of(), Set.of())
              .apply(now)
              .replace(ClusterWords.CLUSTER, each.getValue());
    }
    return now;
  }

  private List<MeshChange> alike(Map<String, List<ObjectChange>> byCluster, Judgement judgement) {
    Map<String, SortedSet<String>> alike = new LinkedHashMap<>();
    byCluster.forEach(
        (cluster, changes) ->
            alike.computeIfAbsent(content(changes), same -> new TreeSet<>()).add(cluster));
    List<MeshChange> all = new ArrayList<>();
    for (SortedSet<String> same : alike.values()) {
      List<ObjectChange> changes = byCluster.get(same.first());
      all.add(
          new MeshChange(
              clusterId(same.size() == 1 ? same.first() : ClusterWords.CLUSTER),
              changes.get(0).verb(),
              List.of(),
              same,
              changes.size(),
              judgement.of(changes),
              ChangeGrouping.places(changes)));
    }
    return all;
  }

  /** What the rules say of all that a cluster has. */
  private interface Judgement {
    List<Finding> of(List<ObjectChange> changes);
  }

  private static ObjectId clusterId(String name) {
    return new ObjectId(Optional.empty(), "", TreeObjects.CLUSTER, "", name);
  }

  /** All objects of a cluster as one text, which clusters of one kind share. */
  private String content(List<ObjectChange> changes) {
    SortedSet<String> texts = new TreeSet<>();
    changes.forEach(change -> texts.add(text(change, object(change).content())));
    return String.join("\n", texts);
  }

  /** The same without what is issued for one name, and issued again for another. */
  private String lasting(List<ObjectChange> changes) {
    SortedSet<String> texts = new TreeSet<>();
    for (ObjectChange change : changes) {
      YamlNode content = object(change).content();
      boolean isSealed =
          content instanceof YamlMap map && map.get(ReadableContent.RECIPIENTS).isPresent();
      if (change.id().is(TreeObjects.CLUSTER)) {
        texts.add(text(change, runs(content)) + network(content));
      } else if (!isSealed) {
        texts.add(text(change, content));
      }
    }
    return String.join("\n", texts);
  }

  private static YamlNode runs(YamlNode lock) {
    Map<String, YamlNode> lasting = new LinkedHashMap<>();
    if (lock instanceof YamlMap map && map.get("runs").orElse(null) instanceof YamlMap runs) {
      runs.entries()
          .forEach(
              (key, entry) -> {
                if (!FLEETING.contains(key)) {
                  lasting.put(key, entry.value());
                }
              });
    }
    return ReadableContent.map(lasting, lock.span());
  }

  /** One that is on another network is another cluster. */
  private static String network(YamlNode lock) {
    return lock instanceof YamlMap map && map.get("runs").orElse(null) instanceof YamlMap runs
        ? runs.get("network").map(NodeText::of).orElse("")
        : "";
  }

  private String text(ObjectChange change, YamlNode content) {
    UnaryOperator<String> own = words.of(change.id());
    return change.id().spoken(own).text() + OpaqueText.masked(own.apply(NodeText.of(content)));
  }

  private static TreeObject object(ObjectChange change) {
    return change.before().or(change::after).orElseThrow();
  }
}
