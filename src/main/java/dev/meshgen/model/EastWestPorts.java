package dev.meshgen.model;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ports of a gateway's load balancer.
 *
 * @param tls for other networks
 * @param istiod for the configuration and certificates of remotes
 * @param webhook for the webhooks of remotes
 * @param status for health checks
 */
public record EastWestPorts(
    Located<Integer> tls,
    Located<Integer> istiod,
    Located<Integer> webhook,
    Located<Integer> status) {

  /** Where the Pods listen for other networks; istiod assumes it unless a label says otherwise. */
  public static final int TLS = 15443;

  /** Where istiod is reached by remotes, whose charts write it into its EndpointSlice. */
  public static final int ISTIOD = 15012;

  /** Where istiod's webhooks are reached by remotes, likewise. */
  public static final int WEBHOOK = 15017;

  /** Where a gateway says over plain HTTP whether it is ready. */
  public static final int STATUS = 15021;

  /** Those that are not where the Pods listen, by their names in the spec. */
  public SortedMap<String, Located<Integer>> moved() {
    SortedMap<String, Located<Integer>> moved = new TreeMap<>();
    put(moved, "tls", tls, TLS);
    put(moved, "istiod", istiod, ISTIOD);
    put(moved, "webhook", webhook, WEBHOOK);
    put(moved, "status", status, STATUS);
    return moved;
  }

  private static void put(
      SortedMap<String, Located<Integer>> moved, String name, Located<Integer> port, int listened) {
    if (port.value() != listened) {
      moved.put(name, port);
    }
  }
}
