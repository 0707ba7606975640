package dev.meshgen.delivery.argocd;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;

/** The order in which a cluster's Applications are synced. */
final class SyncWaves {
  private SyncWaves() {}

  /**
   * Nothing may wait for the gateway, which Argo CD calls healthy only once a load balancer has
   * given it an address, nor for discovery, nor for a Vault that tokens go to or come from: they
   * come last. Node agents, which one broken node keeps from being healthy, come after {@code
   * config}, which needs none of them.
   */
  static String of(ClusterPlan cluster, Layer layer) {
    if (cluster.hosting().isPresent()) {
      return hosting(layer);
    }
    return switch (layer) {
      case NAMESPACES -> "0";
      case TRUST -> "10";
      case BASE -> "20";
      // The account of the token comes with what the operator installs, or the istiod chart.
      case ACCESS -> cluster.sail().isPresent() || cluster.isConfigCluster() ? "45" : "30";
      case ISTIOD, ISTIOD_GATEWAY -> "40";
      case CONFIG -> "50";
      case CNI -> "53";
      case ZTUNNEL -> "56";
      case EASTWEST, DISCOVERY, PUSH, TOKENS -> "60";
    };
  }

  /** Nothing may wait for an istiod that does not start before somebody has added a credential. */
  private static String hosting(Layer layer) {
    return switch (layer) {
      case NAMESPACES -> "0";
      case TRUST, DISCOVERY, TOKENS -> "10";
      case ACCESS, CONFIG -> "20";
      default -> "40";
    };
  }
}
