package dev.meshgen.rules.names;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;
import java.util.TreeMap;

/** Istiod tells clusters apart by their IDs, and workloads that say another one are refused. */
final class ClusterIds implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byId = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      Cluster first = byId.putIfAbsent(cluster.id(), cluster);
      if (first != null) {
        report.add(shared(cluster, first));
      }
      if (cluster.id().equals(IstioDefaults.CLUSTER_ID)) {
        report.add(assumed(cluster));
      }
    }
  }

  private static Diagnostic shared(Cluster cluster, Cluster first) {
    return Diagnostic.of(
            Code.CLUSTER_ID_SHARED,
            at(cluster),
            "clusters \""
                + first.name()
                + "\" and \""
                + cluster.name()
                + "\" have the same cluster ID \""
                + cluster.id()
                + "\"")
        .expecting("a separate cluster ID for each cluster")
        .relating(at(first), "the cluster ID of \"" + first.name() + "\"");
  }

  private static Diagnostic assumed(Cluster cluster) {
    return Diagnostic.of(
            Code.CLUSTER_ID_ASSUMED,
            at(cluster),
            "\"" + IstioDefaults.CLUSTER_ID + "\" is Istio's fallback cluster ID when none is set")
        .expecting("another cluster ID, unless the cluster already runs under this one")
        .hinting(
            "a workload without a cluster ID is treated as part of \"" + cluster.name() + "\"");
  }

  private static Span at(Cluster cluster) {
    Span at = cluster.origins().at("clusterID");
    return at.hasLine() ? at : cluster.origins().document();
  }
}
