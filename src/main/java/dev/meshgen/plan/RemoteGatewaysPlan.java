package dev.meshgen.plan;

import dev.meshgen.istio.GatewayApiSupport;
import java.util.List;

/**
 * Gateways of other networks, at the addresses that are for the network of an istiod. It reads them
 * from its own cluster alone (istio {@code serviceregistry/kube/controller/network.go}).
 *
 * @param gatewayApi which versions of the Gateway API CRDs it reads them from
 */
public record RemoteGatewaysPlan(List<RemoteGateway> gateways, GatewayApiSupport gatewayApi) {
  public RemoteGatewaysPlan {
    gateways = List.copyOf(gateways);
  }

  /**
   * One of them.
   *
   * @param name of the object
   * @param network that the gateway leads to
   * @param isIp whether the address is an IP address; else it is a host name
   * @param port that the gateway has for other networks
   */
  public record RemoteGateway(
      String name, String network, String address, boolean isIp, int port) {}
}
