package dev.meshgen.plan;

import java.util.List;

/**
 * The listener for other networks, which a primary programs into its own gateway and into those of
 * its remotes.
 *
 * @param port that other networks connect to
 * @param hosts patterns of the hosts it serves
 */
public record CrossNetworkPlan(int port, List<String> hosts) {
  public CrossNetworkPlan {
    hosts = List.copyOf(hosts);
  }
}
