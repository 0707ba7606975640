package dev.meshgen.platform;

import static dev.meshgen.model.LoadBalancer.ADDRESS_POOL;
import static dev.meshgen.platform.Reach.ANY;

import java.util.List;

/**
 * Software in the cluster that announces the addresses of Services. It makes nothing internal or
 * public: that follows from the address. Nothing checks the health of a gateway, and the nodes
 * themselves apply source ranges: kube-proxy, or Cilium in its place.
 */
final class ClusterProviders {
  private static final String WHY = "its pool of addresses decides";
  private static final String WAY = "set eastWest.address to a private address";

  /** Source: {@code website/content/usage/_index.md} of metallb. */
  private static final LoadBalancers METALLB =
      new LoadBalancerTable()
          .takeAddresses(ANY, new ServiceAddresses())
          .take(ADDRESS_POOL, ANY, "metallb.io/address-pool")
          .unsure(WHY, "set eastWest.loadBalancer.addressPool, or a private eastWest.address")
          .needs("MetalLB, with an IPAddressPool for the gateway's Service and its advertisement.")
          .done();

  /** Source: {@code pkg/provider/loadBalancer.go} of kube-vip-cloud-provider. */
  private static final LoadBalancers KUBE_VIP =
      new LoadBalancerTable()
          .takeAddresses(ANY, new AnnotatedAddresses("kube-vip.io/loadbalancerIPs", true))
          .unsure(WHY, WAY)
          .needs(
              "kube-vip for Services; its cloud provider with a pool, unless the spec has the"
                  + " address.")
          .done();

  /** Source: {@code Documentation/network/lb-ipam.rst} of cilium. */
  private static final LoadBalancers CILIUM =
      new LoadBalancerTable()
          .takeAddresses(ANY, new AnnotatedAddresses("lbipam.cilium.io/ips", true))
          .unsure(WHY, WAY)
          .needs(
              "A CiliumLoadBalancerIPPool for the gateway's Service, and its announcement by BGP or"
                  + " on the local network.")
          .done();

  static final List<Provider> ALL =
      List.of(
          new Provider("metallb", "MetalLB", METALLB),
          new Provider("kube-vip", "kube-vip", KUBE_VIP),
          new Provider("cilium", "Cilium", CILIUM));

  private ClusterProviders() {}
}
