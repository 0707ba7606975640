package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/**
 * How a cluster without an istiod of its own gets one.
 *
 * @param primaries whose istiod may control the cluster, or the external cluster that hosts it
 * @param leaders the names by which those istiod know themselves; none where that is this cluster's
 * @param pilotAddress IP address of the gateway of the first one
 * @param host DNS name of the gateway of an external one
 * @param injectionPath path of its injection webhook, which carries the cluster's identity
 * @param configCluster whether that istiod takes its configuration from here
 * @param failsOpen whether the charts can be told to leave its validation webhook as it is: open,
 *     since nothing here waits until istiod serves there
 * @param meshConfig whether it reads the cluster's own mesh configuration, and would take its trust
 *     domain for the default without one
 */
public record RemotePlan(
    List<String> primaries,
    List<String> leaders,
    Optional<String> pilotAddress,
    Optional<String> host,
    String injectionPath,
    boolean configCluster,
    boolean failsOpen,
    boolean meshConfig) {
  public RemotePlan {
    primaries = List.copyOf(primaries);
    leaders = List.copyOf(leaders);
  }

  /** Address of the injection webhook behind the gateway of an external istiod. */
  public Optional<String> injectionUrl() {
    return host.map(name -> webhooks(name) + injectionPath);
  }

  /** Address of its validation webhook. */
  public Optional<String> validationUrl() {
    return host.map(name -> webhooks(name) + "/validate");
  }

  private static String webhooks(String host) {
    return "https://" + host + ":" + GatewayPlan.WEBHOOK_PORT;
  }
}
