package dev.meshgen.platform;

import static dev.meshgen.platform.Reach.ANY;

/**
 * Load balancers where the platform has none: from MetalLB to the controller of another cloud, all
 * of which read the Service's own field.
 *
 * <p>Sources: the cloud controllers of DigitalOcean, Hetzner, OpenStack, Scaleway and OVH.
 */
final class AnyCloud {
  static final LoadBalancers LOAD_BALANCERS =
      new LoadBalancerTable()
          .takeAddresses(ANY, new ServiceAddresses())
          .sourceRanges(SourceRanges.UNKNOWN)
          .needs(
              "A controller for Services of type LoadBalancer; without one, the gateway's Service"
                  + " gets no address.")
          .unsure(
              "the load balancer provider is unknown",
              "set eastWest.loadBalancer.provider, or a private eastWest.address; or"
                  + " `eastWest.exposure: internet` with eastWest.sourceRanges")
          .changeTls("proxy-protocol", "proxyprotocol")
          .changeTls(
              "do-loadbalancer-protocol", "do-loadbalancer-tls", "do-loadbalancer-certificate")
          .changeTls(
              "load-balancer.hetzner.cloud/certificate",
              "load-balancer.hetzner.cloud/http",
              "load-balancer.hetzner.cloud/protocol")
          .changeTlsAmongOthers("proxy-protocol")
          .checked(
              new HealthCheck(
                  "the load balancer", HealthCheck.Target.POD, "health check, if it makes one"))
          .done();

  private AnyCloud() {}
}
