package dev.meshgen.plan;

import java.util.List;

/**
 * The listeners of a gateway that istiod deploys, from objects of the Gateway API.
 *
 * @param hosts patterns of the hosts that other networks reach; empty if no other network connects
 * @param istiod whether remotes reach istiod through it
 */
public record GatewayListeners(List<String> hosts, boolean istiod) {
  public GatewayListeners {
    hosts = List.copyOf(hosts);
  }
}
