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
 * @param ports at which other networks connect to these
 * @param linked whether other networks reach it: it has a gateway, and is called
 * @param clients the other networks whose workloads know one of its clusters; empty if all do
 */
public record NetworkPlan(
    String name,
    List<String> clusters,
    List<String> gateways,
    SortedSet<Integer> ports,
    boolean linked,
    Optional<SortedSet<String>> clients) {
  public NetworkPlan {
    clusters = List.copyOf(clusters);
    gateways = List.copyOf(gateways);
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    clients = clients.map(names -> Collections.unmodifiableSortedSet(new TreeSet<>(names)));
  }

  public boolean has(ClusterPlan cluster) {
    return clusters.contains(cluster.name());
  }
}
