package dev.meshgen.diff;

import dev.meshgen.diff.Judge.Hit;
import dev.meshgen.tree.Workers;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes one change of what is the same in many clusters, and one of all that a cluster has when it
 * comes, goes or gets another name.
 */
final class Collapse {
  /** What is random or derived, and differs from cluster to cluster though the change is one. */
  private static final Pattern OPAQUE =
      Pattern.compile("\\b[0-9a-f]{24,}\\b|ENC\\[[^\\]]*\\]|\\b[A-Za-z0-9+/]{40,}={0,2}\\b");

  private static final String SAME = "…";

  /** Where digests say whom the cluster trusts: those that differ must be seen. */
  private static final Pattern TRUSTED = Pattern.compile("root-cert|recipient|age1");

  private final SortedSet<String> clusters;
  private final Map<String, ClusterWords> words = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> networks = new HashMap<>();
  private final Judge judge = new Judge(ChangeRules.all());

  /**
   * For two trees.
   *
   * @param clusters of both
   * @param before objects of the tree as it was, the locks of clusters that change among them
   */
  Collapse(SortedSet<String> clusters, List<TreeObject> before, List<TreeObject> after) {
    this.clusters = clusters;
    before.forEach(this::learn);
    after.forEach(this::learn);
  }

  private void learn(TreeObject object) {
    if (object.id().kind().equals(TreeObjects.CLUSTER) && object.id().cluster().isPresent()) {
      at(object.content(), "runs", "network")
          .ifPresent(
              network ->
                  networks
                      .computeIfAbsent(object.id().cluster().get(), name -> new TreeSet<>())
                      .add(NodeText.unquoted(network)));
    }
  }

  private static Optional<YamlNode> at(YamlNode node, String... keys) {
    Optional<YamlNode> found = Optional.of(node);
    for (String key : keys) {
      found =
          found.flatMap(parent -> parent instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    return found;
  }

  /** What these changes are for the mesh, in no order. */
  List<MeshChange> of(List<ObjectChange> changes, Set<String> before, Set<String> after) {
    Map<String, List<ObjectChange>> added = new TreeMap<>();
    Map<String, List<ObjectChange>> removed = new TreeMap<>();
    Map<String, List<ObjectChange>> alike = new LinkedHashMap<>();
    String[] keys = new String[changes.size()];
    changes.forEach(change -> words(change.id()));
    Workers.onAllCores(keys.length, i -> keys[i] = key(changes.get(i)));
    for (int i = 0; i < keys.length; i++) {
      ObjectChange change = changes.get(i);
      String cluster = change.id().cluster().orElse("");
      if (change.verb() == Verb.ADDED && after.contains(cluster) && !before.contains(cluster)) {
        added.computeIfAbsent(cluster, name -> new ArrayList<>()).add(change);
      } else if (change.verb() == Verb.REMOVED
          && before.contains(cluster)
          && !after.contains(cluster)) {
        removed.computeIfAbsent(cluster, name -> new ArrayList<>()).add(change);
      } else {
        alike.computeIfAbsent(keys[i], name -> new ArrayList<>()).add(change);
      }
    }
    List<MeshChange> all = new ArrayList<>();
    renamed(removed, added, all);
    all.addAll(whole(removed));
    all.addAll(whole(added));
    alike.values().forEach(same -> all.add(shared(same)));
    return all;
  }

  /**
   * All that one cluster had is what another has: it got another name. Where several arrive that
   * are alike, any of them will do, since nothing but their names tells them apart.
   */
  private void renamed(
      Map<String, List<ObjectChange>> removed,
      Map<String, List<ObjectChange>> added,
      List<MeshChange> all) {
    Map<String, String> arrivals = new HashMap<>();
    added.forEach((cluster, changes) -> arrivals.putIfAbsent(content(changes), cluster));
    for (String old : List.copyOf(removed.keySet())) {
      String now = arrivals.remove(content(removed.get(old)));
      if (now != null) {
        List<ObjectChange> gone = removed.remove(old);
        List<ObjectChange> here = added.remove(now);
        all.add(
            new MeshChange(
                clusterId(old + " → " + now),
                Verb.RENAMED,
                List.of(),
                new TreeSet<>(Set.of(old, now)),
                here.size(),
                sorted(findings(gone, Weight.HIGH)),
                places(here)));
      }
    }
  }

  private List<MeshChange> whole(Map<String, List<ObjectChange>> byCluster) {
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
              sorted(findings(changes, Weight.MEDIUM)),
              places(changes)));
    }
    return all;
  }

  private static ObjectId clusterId(String name) {
    return new ObjectId(Optional.empty(), "", TreeObjects.CLUSTER, "", name);
  }

  /** All objects of a cluster as one text, which clusters of one kind share. */
  private String content(List<ObjectChange> changes) {
    SortedSet<String> texts = new TreeSet<>();
    for (ObjectChange change : changes) {
      TreeObject object = change.before().or(change::after).orElseThrow();
      UnaryOperator<String> words = words(change.id());
      texts.add(
          change.id().spoken(words).text() + masked(words.apply(NodeText.of(object.content()))));
    }
    return String.join("\n", texts);
  }

  /**
   * Changes are one exactly if their keys are equal. So a key has everything that a reader would
   * see of the change, but for what names the cluster, which is put into the same words for all,
   * and for what is random, which differs though the change is one. Digests that say whom a cluster
   * trusts are left in: one that differs from the others must not hide among them.
   */
  private String key(ObjectChange change) {
    UnaryOperator<String> words = words(change.id());
    ObjectId spoken = change.id().spoken(words);
    StringBuilder key = new StringBuilder();
    key.append(change.id().cluster().isPresent()).append(change.verb()).append(spoken.group());
    key.append(spoken.text());
    for (FieldChange field : change.fields()) {
      String path = words.apply(field.path().text());
      String text =
          field.before().map(NodeText::of).orElse("")
              + "\n"
              + field.after().map(NodeText::of).orElse("");
      boolean seen = isSeen(change.id(), path);
      key.append('\n').append(seen ? path : masked(path)).append(field.verb());
      key.append(seen ? words.apply(text) : masked(words.apply(text)));
    }
    return key.toString();
  }

  private static boolean isSeen(ObjectId id, String path) {
    return id.kind().equals(TreeObjects.CERTIFICATES)
        || id.kind().equals(TreeObjects.FILE)
        || TRUSTED.matcher(path).find() && !id.kind().equals(TreeObjects.CLUSTER);
  }

  private static String masked(String text) {
    return OPAQUE.matcher(text).replaceAll(SAME);
  }

  private MeshChange shared(List<ObjectChange> same) {
    ObjectChange first = same.get(0);
    SortedSet<String> where = new TreeSet<>();
    same.forEach(change -> change.id().cluster().ifPresent(where::add));
    UnaryOperator<String> words = where.size() > 1 ? words(first.id()) : UnaryOperator.identity();
    boolean mask = where.size() > 1;
    List<MeshChange.Field> fields = new ArrayList<>();
    if (first.verb() == Verb.CHANGED) {
      for (FieldChange field : first.fields()) {
        fields.add(field(first.id(), field, words, mask));
      }
    }
    if (first.verb() == Verb.MOVED) {
      fields.add(
          new MeshChange.Field(
              "",
              Verb.MOVED,
              words.apply(first.before().orElseThrow().path()),
              words.apply(first.after().orElseThrow().path()),
              true));
    }
    return new MeshChange(
        first.id().spoken(words),
        first.verb(),
        fields,
        where,
        1,
        sorted(findings(first, words)),
        places(List.of(first)));
  }

  private static List<Place> places(List<ObjectChange> changes) {
    List<Place> places = new ArrayList<>();
    for (ObjectChange change : changes) {
      change.fields().forEach(field -> places.add(Place.of(change.id(), field)));
    }
    return places;
  }

  private MeshChange.Field field(
      ObjectId id, FieldChange field, UnaryOperator<String> words, boolean mask) {
    String path = words.apply(field.path().text());
    boolean hidden = mask && !isSeen(id, path);
    UnaryOperator<String> shown = text -> hidden ? masked(words.apply(text)) : words.apply(text);
    return new MeshChange.Field(
        hidden ? masked(path) : path,
        field.verb(),
        shown.apply(field.before().map(NodeText::shown).orElse("")),
        shown.apply(field.after().map(NodeText::shown).orElse("")),
        judge.knows(id, field));
  }

  private List<Finding> findings(ObjectChange change, UnaryOperator<String> words) {
    List<Finding> findings = new ArrayList<>();
    for (Hit hit : judge.of(change)) {
      findings.add(
          new Finding(
              hit.rule(),
              change.id().spoken(words),
              words.apply(hit.field().path().text()),
              Place.of(change.id(), hit.field())));
    }
    return findings;
  }

  /** Each rule once: the change is the cluster's, not that of each of its objects. */
  private List<Finding> findings(List<ObjectChange> changes, Weight least) {
    Set<ChangeRule> said = new LinkedHashSet<>();
    List<Finding> findings = new ArrayList<>();
    for (ObjectChange change : changes) {
      for (Finding finding : findings(change, words(change.id()))) {
        boolean heavy = finding.rule().weight().compareTo(least) <= 0;
        boolean own = change.id().kind().equals(TreeObjects.CLUSTER) && finding.field().isEmpty();
        if ((heavy || own) && said.add(finding.rule())) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static List<Finding> sorted(List<Finding> findings) {
    List<String> topics = ChangeRules.topics();
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(
        Comparator.comparing((Finding finding) -> finding.rule().weight())
            .thenComparing(finding -> topics.indexOf(finding.rule().topic()))
            .thenComparing(finding -> finding.rule().code()));
    return sorted;
  }

  private UnaryOperator<String> words(ObjectId id) {
    return id.cluster().isEmpty()
        ? UnaryOperator.identity()
        : words.computeIfAbsent(
            id.cluster().get(),
            name -> new ClusterWords(name, networks.getOrDefault(name, Set.of()), clusters));
  }
}
