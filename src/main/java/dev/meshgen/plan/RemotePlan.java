package dev.meshgen.plan;

import dev.meshgen.istio.GatewayPort;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster without an istiod uses another cluster's.
 *
 * @param primaries the clusters whose istiod may control the cluster, or the external cluster that
 *     hosts it
 * @param leaders the cluster IDs that those istiods use for themselves; empty if that is this
 *     cluster's
 * @param pilotAddress IP address of the gateway of the first one
 * @param host DNS name of the gateway of an external one
 * @param injectionPath path of its injection webhook, which carries the cluster's identity
 * @param configCluster whether that istiod takes its configuration from here
 * @param failsOpen whether the charts have a value to leave its validation webhook failing open,
 *     since nothing here waits until istiod serves there
 * @param meshConfig whether it reads the cluster's own mesh configuration, without which it would
 *     assume the default trust domain
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

  /** The one that the cluster connects to; the others stand by. */
  public String first() {
    return primaries.get(0);
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
    return "https://" + host + ":" + GatewayPort.WEBHOOK.number();
  }
}
