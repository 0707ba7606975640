package dev.meshgen.issue;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What comes next for the clusters that are on their way into the mesh, or out of it. */
final class NextSteps {
  private static final int SHOWN = 5;

  private NextSteps() {}

  static List<String> of(MeshPlan plan, Issued issued) {
    Map<String, List<String>> byStep = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Stage stage = plan.stage(cluster, each -> isFiled(each, issued));
      if (stage != Stage.ACTIVE) {
        byStep.computeIfAbsent(step(stage), step -> new ArrayList<>()).add(cluster.name());
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
          " draining: once discovery is applied everywhere and no requests reach it any more,"
              + " `state: detached` comes next; `state: active` reverts it";
      case DETACHED ->
          " detached: once that is applied, remove its document; to rejoin it needs a new token";
      case ACTIVE -> "";
    };
  }

  private static boolean isFiled(ClusterPlan cluster, Issued issued) {
    return cluster.remotes().stream()
        .anyMatch(secret -> issued.sealed().containsKey(secret.path()));
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
