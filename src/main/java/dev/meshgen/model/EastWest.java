package dev.meshgen.model;

import java.util.List;
import java.util.Optional;

/**
 * The gateway through which other networks reach a cluster.
 *
 * @param enabled what the spec says, if it says anything
 * @param api what deploys it
 * @param hosts host patterns that other networks reach
 * @param address its address for other networks, if known beforehand
 * @param loadBalancer what is requested from its load balancer
 * @param ports of that load balancer
 */
public record EastWest(
    Optional<Boolean> enabled,
    Api api,
    Exposure exposure,
    List<Located<String>> sourceRanges,
    List<Located<String>> hosts,
    Optional<String> address,
    LoadBalancer loadBalancer,
    EastWestPorts ports) {

  /** What deploys a gateway. */
  public enum Api {
    /** A release of Istio's chart. */
    HELM,
    /** Objects of the Gateway API, from which istiod deploys it. */
    GATEWAY_API
  }

  /** Who can reach the load balancer. */
  public enum Exposure {
    INTERNAL,
    INTERNET
  }

  public EastWest {
    sourceRanges = List.copyOf(sourceRanges);
    hosts = List.copyOf(hosts);
  }
}
