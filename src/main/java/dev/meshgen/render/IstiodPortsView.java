package dev.meshgen.render;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.IstiodPort;

/**
 * A part of templates' views: where istiod is reached.
 *
 * @param xds of the gateway, for proxies
 * @param webhook of the gateway, for API servers
 * @param service the same of istiod's own Service
 */
record IstiodPortsView(int xds, int webhook, ServicePortsView service) {
  static final IstiodPortsView PORTS =
      new IstiodPortsView(
          GatewayPort.ISTIOD.number(),
          GatewayPort.WEBHOOK.number(),
          new ServicePortsView(IstiodPort.XDS, IstiodPort.WEBHOOK));

  /** The ports of the Service. */
  record ServicePortsView(int xds, int webhook) {}
}
