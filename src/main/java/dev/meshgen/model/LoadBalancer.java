package dev.meshgen.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is requested from a load balancer. A rule checks what the platform supports.
 *
 * @param addresses IP addresses
 * @param addressName name of a reserved address
 * @param allocationIds of Elastic IPs
 * @param subnets names or IDs
 * @param annotations further ones, of the Service
 */
public record LoadBalancer(
    List<Located<String>> addresses,
    Optional<String> addressName,
    List<Located<String>> allocationIds,
    List<Located<String>> subnets,
    SortedMap<String, String> annotations) {
  public LoadBalancer {
    addresses = List.copyOf(addresses);
    allocationIds = List.copyOf(allocationIds);
    subnets = List.copyOf(subnets);
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }
}
