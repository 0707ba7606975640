package dev.meshgen.issue;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What comes next for the clusters that are on their way into the mesh, or out of it. */
final class NextSteps {
  private static final int SHOWN = 5;

  private static final String ENDED =
      " without the token that the others have: once the access layer is applied, `meshgen credential"
          + " add` files the new one, and until then they see no changes there";

  private NextSteps() {}

  static List<String> of(MeshPlan plan, Issued issued) {
    Map<String, List<String>> byStep = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Stage stage = plan.stage(cluster, each -> isFiled(each, issued));
      if (stage != Stage.ACTIVE) {
        byStep.computeIfAbsent(step(stage), step -> new ArrayList<>()).add(cluster.name());
      }
    }
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.discovery().accounts().size() > 1) {
        byStep
            .computeIfAbsent(rotation(cluster, issued), step -> new ArrayList<>())
            .add(cluster.name());
      } else if (hasEnded(cluster, issued)) {
        byStep.computeIfAbsent(ENDED, step -> new ArrayList<>()).add(cluster.name());
      }
    }
    List<String> steps = new ArrayList<>();
    byStep.forEach((step, clusters) -> steps.add(names(clusters) + step));
    return steps;
  }

  private static String step(Stage stage) {
    return switch (stage) {
      case JOINING ->
          " joining: once the access layer is applied, `meshgen credential add` lets the others"
              + " see it";
      case JOINED -> " joined: it can become `state: active`";
      case DRAINING ->
          " draining: once discovery is applied everywhere and requests no longer reach it, set"
              + " `state: detached`; `state: active` reverts it";
      case DETACHED ->
          " detached: once that is applied, remove its document; to rejoin, it needs a new token";
      case ACTIVE -> "";
    };
  }

  /** What comes next where two tokens are valid. */
  private static String rotation(ClusterPlan cluster, Issued issued) {
    if (cluster.remote().isEmpty()) {
      return " with two tokens: once the others have the new one, `meshgen credential rotate --finish`"
          + " ends the earlier one";
    }
    String account = ":" + cluster.account().orElseThrow().name();
    return filed(cluster, issued).anyMatch(subject -> subject.endsWith(account))
        ? " with two tokens: once discovery is applied everywhere, `meshgen credential rotate --finish`"
            + " ends the earlier one"
        : " with two tokens: once the access layer is applied, `meshgen credential add` files the new one";
  }

  /** Whose tokens are filed for a cluster, if that is known. */
  private static Stream<String> filed(ClusterPlan cluster, Issued issued) {
    return issued.clusterLocks().get(cluster.name()).sealed().values().stream()
        .flatMap(facts -> facts.credential().stream())
        .flatMap(credential -> credential.subject().stream());
  }

  /** Whether the token that is filed is of an account that the cluster has no more. */
  private static boolean hasEnded(ClusterPlan cluster, Issued issued) {
    int generation = cluster.cluster().kubernetes().reader().generation();
    return cluster.remote().isPresent()
        && cluster.account().isPresent()
        && !cluster.isConfigCluster()
        && filed(cluster, issued)
            .map(subject -> subject.substring(subject.lastIndexOf(':') + 1))
            .anyMatch(account -> ReaderAccount.generation(account) != generation);
  }

  private static boolean isFiled(ClusterPlan cluster, Issued issued) {
    return cluster.isFiled(issued.sealed()::containsKey);
  }

  private static String names(List<String> clusters) {
    return clusters.size() <= SHOWN
        ? String.join(", ", clusters)
        : String.join(", ", clusters.subList(0, SHOWN))
            + " and "
            + (clusters.size() - SHOWN)
            + " more";
  }
}
