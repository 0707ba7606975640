package dev.meshgen.plan;

import java.util.List;

/**
 * How a cluster without an istiod of its own gets one.
 *
 * @param primaries whose istiod may control the cluster
 * @param pilotAddress IP address of the first one's gateway
 * @param injectionPath path of its injection webhook, which carries the cluster's identity
 * @param meshConfig whether the primaries read the cluster's own mesh configuration, and would take
 *     its trust domain for the default without one
 */
public record RemotePlan(
    List<String> primaries, String pilotAddress, String injectionPath, boolean meshConfig) {
  public RemotePlan {
    primaries = List.copyOf(primaries);
  }
}
