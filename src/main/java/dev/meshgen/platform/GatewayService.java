package dev.meshgen.platform;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gateway's Service requests from its load balancer.
 *
 * @param loadBalancerIp the field of that name, where an address is requested with it
 * @param loadBalancerClass the field of that name
 */
public record GatewayService(
    SortedMap<String, String> annotations,
    Optional<String> loadBalancerIp,
    Optional<String> loadBalancerClass) {
  public GatewayService {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  static GatewayService annotated(SortedMap<String, String> annotations) {
    return new GatewayService(annotations, Optional.empty(), Optional.empty());
  }

  static GatewayService addressed(Optional<String> loadBalancerIp) {
    return new GatewayService(Collections.emptySortedMap(), loadBalancerIp, Optional.empty());
  }
}
