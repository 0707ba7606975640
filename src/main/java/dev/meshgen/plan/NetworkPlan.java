package dev.meshgen.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A network: clusters whose pods reach each other directly.
 *
 * @param gateways the clusters among them that run an east-west gateway
 * @param clients the other networks whose workloads know one of its clusters; empty if all do
 */
public record NetworkPlan(
    String name,
    List<String> clusters,
    List<String> gateways,
    Optional<SortedSet<String>> clients) {
  public NetworkPlan {
    clusters = List.copyOf(clusters);
    gateways = List.copyOf(gateways);
    clients = clients.map(names -> Collections.unmodifiableSortedSet(new TreeSet<>(names)));
  }
}
