package dev.meshgen.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A NetworkPolicy: what may connect to some Pods. It does not limit where they connect.
 *
 * @param podLabels the labels of the Pods
 * @param ports open to everyone, in order
 * @param podPorts open to the Pods of the cluster, in order
 */
public record NetworkPolicyPlan(
    String name,
    String namespace,
    SortedMap<String, String> podLabels,
    List<Integer> ports,
    List<Integer> podPorts) {
  public NetworkPolicyPlan {
    podLabels = Collections.unmodifiableSortedMap(new TreeMap<>(podLabels));
    ports = List.copyOf(ports);
    podPorts = List.copyOf(podPorts);
  }
}
