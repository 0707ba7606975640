package dev.meshgen.plan;

import java.util.List;
import java.util.SortedMap;

/**
 * The listener for other networks, which a primary programs into its own gateway and into those of
 * its remotes.
 *
 * @param port that other networks connect to
 * @param hosts patterns of the hosts it serves
 * @param selectors labels of the Pods of those gateways, one map for each kind of labels
 * @param idle whether there is no such gateway; when one leaves, its listener stays, so that
 *     nothing is dropped before its Service is gone
 */
public record CrossNetworkPlan(
    int port, List<String> hosts, List<SortedMap<String, String>> selectors, boolean idle) {
  public CrossNetworkPlan {
    hosts = List.copyOf(hosts);
    selectors = List.copyOf(selectors);
  }
}
