package dev.meshgen.model;

import java.util.ArrayList;
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
 * @param addresses at which other networks reach it, as far as they are known beforehand
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
    Addresses addresses,
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

    public Placement {
      selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
    }
  }

  /**
   * At which addresses other networks reach a gateway.
   *
   * @param usual of networks for which nothing else is written; else its load balancer tells
   * @param perNetwork by the names of networks
   */
  public record Addresses(Optional<String> usual, SortedMap<String, String> perNetwork) {
    public Addresses {
      perNetwork = Collections.unmodifiableSortedMap(new TreeMap<>(perNetwork));
    }

    /** Whether the spec names them, and no istiod reads them from the gateway's Service. */
    public boolean arePerNetwork() {
      return !perNetwork.isEmpty();
    }

    /** From another network, as far as the spec tells. */
    public Optional<String> from(String network) {
      return Optional.ofNullable(perNetwork.get(network)).or(() -> usual);
    }

    /** All that are written. */
    public List<String> all() {
      List<String> all = new ArrayList<>(perNetwork.values());
      usual.ifPresent(all::add);
      return all;
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

  /** Its address for other networks, unless the spec has another one for a network. */
  public Optional<String> address() {
    return addresses.usual();
  }
}
