package dev.meshgen.plan;

import dev.meshgen.istio.GatewayApiSupport;
import java.util.List;

/**
 * The listeners of a gateway that istiod deploys, from objects of the Gateway API.
 *
 * @param hosts patterns of the hosts that other networks reach; empty if no other network connects
 * @param istiod whether remotes reach istiod through it
 * @param gatewayApi the CRDs of the Gateway API that its istiod reads
 */
public record GatewayListeners(List<String> hosts, boolean istiod, GatewayApiSupport gatewayApi) {
  public GatewayListeners {
    hosts = List.copyOf(hosts);
  }
}
