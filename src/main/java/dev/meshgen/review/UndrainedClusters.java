package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.Topology;
import java.util.List;

/** Clusters whose gateway is removed while others still send them traffic. */
final class UndrainedClusters {
  private UndrainedClusters() {}

  /** {@link Code#DETACHED_UNDRAINED}, one for each of them. */
  static List<Diagnostic> find(List<ClusterChange> clusters) {
    return clusters.stream()
        .filter(change -> !Topology.isConnected(change.cluster()))
        .filter(change -> change.before().membership().discovered())
        .map(change -> undrained(change.cluster()))
        .toList();
  }

  private static Diagnostic undrained(Cluster cluster) {
    return Diagnostic.of(
            Code.DETACHED_UNDRAINED,
            cluster.origins().at("state"),
            "the other clusters still discover \""
                + cluster.name()
                + "\": in the committed tree it is not draining")
        .concerning(cluster.name())
        .expecting("state: draining, applied, before state: detached")
        .hinting(
            "set `state: draining` first: otherwise, its gateway is removed while it receives"
                + " requests, which fail until every istiod has dropped its endpoints");
  }
}
