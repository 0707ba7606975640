package dev.meshgen.review;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.RunningCluster.RunningGateway;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Optional;

/** East-west gateways that are replaced by one that something else makes. */
final class ReplacedGateways {
  private ReplacedGateways() {}

  /** {@link Code#GATEWAY_REPLACED}, one for each cluster that others send requests to. */
  static List<Diagnostic> find(List<ClusterChange> clusters) {
    return clusters.stream()
        .filter(change -> Topology.isActive(change.cluster()))
        .filter(ReplacedGateways::isReplaced)
        .map(change -> replaced(change.cluster()))
        .toList();
  }

  /** From sidecars to ambient is a way of several steps, which its chapter has. */
  private static boolean isReplaced(ClusterChange change) {
    Optional<String> before = kind(change.before().gateway());
    Optional<String> after = kind(change.after().gateway());
    return before.isPresent() && after.isPresent() && !before.equals(after);
  }

  private static Optional<String> kind(Optional<RunningGateway> gateway) {
    return gateway.map(RunningGateway::kind).filter(kind -> !kind.equals(PlannedCluster.HBONE));
  }

  private static Diagnostic replaced(Cluster cluster) {
    return Diagnostic.of(
            Code.GATEWAY_REPLACED,
            cluster.origins().at("eastWest", "api"),
            "the east-west gateway of \""
                + cluster.name()
                + "\" is removed with its load balancer and replaced: requests of other networks"
                + " fail until the new one has an address")
        .concerning(cluster.name())
        .expecting("no requests of other networks while the gateway is replaced")
        .hinting("`state: draining` first, then this change, then `state: active`");
  }
}
