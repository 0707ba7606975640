package dev.meshgen.plan;

import java.util.List;

/**
 * A network: clusters whose pods reach each other directly.
 *
 * @param gateways the clusters among them that run an east-west gateway
 */
public record NetworkPlan(String name, List<String> clusters, List<String> gateways) {
  public NetworkPlan {
    clusters = List.copyOf(clusters);
    gateways = List.copyOf(gateways);
  }
}
