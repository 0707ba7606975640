package dev.meshgen.report;

import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Stage;
import dev.meshgen.render.VerbatimText;
import java.util.ArrayList;
import java.util.List;

/** The clusters on their way into the mesh or out of it: what that means, and what comes next. */
final class LifecycleRows {
  private final MeshPlan plan;
  private final SecretFacts facts;
  private final Engines engines;

  LifecycleRows(MeshPlan plan, SecretFacts facts) {
    this.plan = plan;
    this.facts = facts;
    this.engines = Engines.of(plan.mesh());
  }

  /** A row of the table. */
  record Row(String name, String state, String now, VerbatimText next) {}

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Stage stage = plan.stage(cluster, facts::isDiscoverable);
      if (stage != Stage.ACTIVE) {
        rows.add(
            new Row(
                cluster.name(),
                cluster.cluster().state().id(),
                now(cluster, stage),
                next(cluster, stage)));
      }
    }
    return rows;
  }

  private String now(ClusterPlan cluster, Stage stage) {
    return switch (stage) {
      case JOINING -> "is starting; other clusters do not discover it yet";
      case JOINED -> "has joined";
      case DRAINING ->
          "gets no new requests; running ones complete, and connections other than HTTP stay open"
              + " until one side closes them";
      case DETACHED ->
          "serves its own workloads only; "
              + pruning(cluster).by()
              + " deletes its remote secrets, its reader token, and its east-west gateway if it had"
              + " one";
      case ACTIVE -> "";
    };
  }

  private VerbatimText next(ClusterPlan cluster, Stage stage) {
    return new VerbatimText(
        switch (stage) {
          case JOINING -> "`meshgen credential add`, as above";
          case JOINED -> "`state: active`";
          case DRAINING -> "once requests no longer reach it, `state: detached`";
          case DETACHED ->
              "once that is applied, remove its document; then "
                  + pruning(cluster).ofDetached(cluster.name());
          case ACTIVE -> "";
        });
  }

  private Pruning pruning(ClusterPlan cluster) {
    return engines.of(cluster.cluster()).pruning();
  }
}
