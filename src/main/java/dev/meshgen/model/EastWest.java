package dev.meshgen.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The gateway through which other networks reach a cluster.
 *
 * @param enabled what the spec says, if it says anything
 * @param placement what it is called, and where
 * @param api what deploys it
 * @param hosts host patterns that other networks reach
 * @param address its address for other networks, if known beforehand
 * @param loadBalancer what is requested from its load balancer
 * @param ports of that load balancer
 */
public record EastWest(
    Optional<Boolean> enabled,
    Placement placement,
    Api api,
    Exposure exposure,
    List<Located<String>> sourceRanges,
    List<Located<String>> hosts,
    Optional<String> address,
    LoadBalancer loadBalancer,
    EastWestPorts ports) {

  /**
   * What a gateway is called, and where.
   *
   * @param name if the spec says anything
   * @param namespace if the spec says anything
   * @param selector labels of its Pods
   */
  public record Placement(
      Optional<String> name, Optional<String> namespace, SortedMap<String, String> selector) {
    /** The label of a gateway that every selector has. */
    public static final String LABEL = "istio";

    /** Its value, unless the spec says otherwise. */
    public static final String USUAL = "eastwestgateway";

    public Placement {
      selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
    }
  }

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
