package dev.meshgen.report;

import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.Pruning;
import dev.meshgen.model.ClusterState;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.Verbatim;
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
  record Row(String name, String state, String now, Verbatim next) {}

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.cluster().state() != ClusterState.ACTIVE) {
        rows.add(
            new Row(cluster.name(), cluster.cluster().state().id(), now(cluster), next(cluster)));
      }
    }
    return rows;
  }

  private String now(ClusterPlan cluster) {
    return switch (cluster.cluster().state()) {
      case JOINING ->
          isJoined(cluster) ? "has joined" : "is starting; other clusters do not discover it yet";
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

  private Verbatim next(ClusterPlan cluster) {
    return new Verbatim(
        switch (cluster.cluster().state()) {
          case JOINING ->
              isJoined(cluster) ? "`state: active`" : "`meshgen credential add`, as above";
          case DRAINING -> "once no requests reach it any more, `state: detached`";
          case DETACHED ->
              "once that is applied, remove its document; then "
                  + pruning(cluster).ofDetached(cluster.name());
          case ACTIVE -> "";
        });
  }

  private boolean isJoined(ClusterPlan cluster) {
    return !plan.isDiscovered(cluster) || facts.discoverable().contains(cluster.name());
  }

  private Pruning pruning(ClusterPlan cluster) {
    return engines.of(cluster.cluster()).pruning();
  }
}
