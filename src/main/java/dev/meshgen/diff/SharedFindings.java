package dev.meshgen.diff;

import dev.meshgen.diff.Judge.Hit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the rules say of changes, in words that clusters share; the heaviest first. */
final class SharedFindings {
  /** Topics that matter to a cluster only as long as it is part of the mesh. */
  private static final Set<String> OWN = Set.of("trust", "security");

  private final Judge judge = new Judge(ChangeRules.all());
  private final SharedWords words;

  SharedFindings(SharedWords words) {
    this.words = words;
  }

  /** Whether any rule knows a field, or something in it. */
  boolean knows(ObjectId id, FieldChange field) {
    return judge.knows(id, field);
  }

  /** Of one object, in such words. */
  List<Finding> of(ObjectChange change, UnaryOperator<String> spoken) {
    return sorted(unsorted(change, spoken));
  }

  /** Of all that a cluster has when it comes: what only a running one can lose is not said. */
  List<Finding> ofComing(List<ObjectChange> changes) {
    return sorted(
        once(changes, Weight.MEDIUM).stream()
            .filter(finding -> !finding.rule().reach().inRunning())
            .toList());
  }

  /**
   * Of all that a cluster had when it goes: how safe it would be without this or that is not said.
   */
  List<Finding> ofGoing(List<ObjectChange> changes) {
    return sorted(
        once(changes, Weight.MEDIUM).stream()
            .filter(finding -> !OWN.contains(finding.rule().topic()))
            .toList());
  }

  /**
   * Of a cluster that gets another name. What keeps its own name in the cluster is there before and
   * after; only what is named after the cluster goes.
   *
   * @param cluster from one name to the other
   * @param lock of the cluster as it is called now
   * @param gone all that it had
   */
  List<Finding> ofRenamed(ObjectId cluster, ObjectChange lock, List<ObjectChange> gone) {
    List<Finding> findings = new ArrayList<>();
    for (ChangeRule rule : ChangeRules.all()) {
      if (rule.places().stream()
          .anyMatch(where -> where.verbs().contains(Verb.RENAMED) && where.matches(cluster))) {
        findings.add(new Finding(rule, cluster, "", Place.of(lock.id(), lock.fields().get(0))));
      }
    }
    List<ObjectChange> named =
        gone.stream()
            .filter(change -> !change.id().is(TreeObjects.CLUSTER))
            .filter(
                change ->
                    !words.of(change.id()).apply(change.id().name()).equals(change.id().name()))
            .toList();
    findings.addAll(once(named, Weight.HIGH));
    return sorted(findings);
  }

  private List<Finding> unsorted(ObjectChange change, UnaryOperator<String> spoken) {
    List<Finding> findings = new ArrayList<>();
    for (Hit hit : judge.of(change)) {
      findings.add(
          new Finding(
              hit.rule(),
              change.id().spoken(spoken),
              spoken.apply(hit.field().path().text()),
              Place.of(change.id(), hit.field())));
    }
    return findings;
  }

  /** Each rule once: the change is the cluster's, not that of each of its objects. */
  private List<Finding> once(List<ObjectChange> changes, Weight least) {
    Set<ChangeRule> said = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Finding> findings = new ArrayList<>();
    for (ObjectChange change : changes) {
      for (Finding finding : unsorted(change, words.of(change.id()))) {
        boolean heavy = finding.rule().weight().compareTo(least) <= 0;
        if ((heavy || isOfWholeCluster(finding)) && said.add(finding.rule())) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  /** That a cluster comes or goes says more than what comes or goes with it. */
  private static boolean isOfWholeCluster(Finding finding) {
    return finding.object().is(TreeObjects.CLUSTER) && finding.field().isEmpty();
  }

  private static List<Finding> sorted(List<Finding> findings) {
    List<String> topics = ChangeRules.topics();
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(
        Comparator.comparing((Finding finding) -> finding.rule().weight())
            .thenComparing(finding -> !isOfWholeCluster(finding))
            .thenComparing(finding -> topics.indexOf(finding.rule().topic()))
            .thenComparing(finding -> finding.rule().code()));
    return sorted;
  }
}
