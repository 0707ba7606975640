package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.ClusterState;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;

/** Warns of clusters whose gateway goes while the others still send them traffic. */
final class UndrainedClusters {
  private UndrainedClusters() {}

  static void report(MeshPlan plan, CommittedSecrets committed, Report report) {
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.cluster().state() == ClusterState.DETACHED
          && committed.discovered().contains(cluster.name())) {
        report.add(
            Diagnostic.of(
                    Code.DETACHED_UNDRAINED,
                    cluster.cluster().origins().at("state"),
                    "the others still discover \""
                        + cluster.name()
                        + "\": by the committed tree it has not drained")
                .expecting("state: draining, applied, before state: detached")
                .hinting(
                    "else its gateway goes while they send it requests: some fail until every"
                        + " istiod has dropped its endpoints"));
      }
    }
  }
}
