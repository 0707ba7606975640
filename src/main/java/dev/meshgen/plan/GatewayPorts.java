package dev.meshgen.plan;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.EastWestPorts;
import dev.meshgen.platform.GatewayHealth;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ports of a gateway's Service. The Pods of a chart listen on the usual ones, whatever these
 * are: istiod binds a listener to its number where no port of the Service has it (istio {@code
 * resolvePorts} in {@code pilot/pkg/model/gateway.go}).
 *
 * @param tls that other networks connect to
 * @param istiod that proxies of remotes connect to
 * @param webhook that API servers of remotes connect to
 * @param status for health checks
 */
public record GatewayPorts(int tls, int istiod, int webhook, int status) {
  static final GatewayPorts USUAL =
      new GatewayPorts(
          GatewayPort.TLS.number(),
          GatewayPort.ISTIOD.number(),
          GatewayPort.WEBHOOK.number(),
          GatewayPort.STATUS.number());

  static GatewayPorts of(EastWestPorts ports) {
    return new GatewayPorts(
        ports.tls().value(),
        ports.istiod().value(),
        ports.webhook().value(),
        ports.status().value());
  }

  /** The ports that differ from the usual ones, by their name in the gateway chart. */
  public SortedMap<String, Integer> moved() {
    SortedMap<String, Integer> moved = new TreeMap<>();
    put(moved, GatewayPort.TLS, tls);
    put(moved, GatewayPort.ISTIOD, istiod);
    put(moved, GatewayPort.WEBHOOK, webhook);
    put(moved, GatewayPort.STATUS, status);
    return moved;
  }

  /** Where such a gateway says whether it is ready. */
  GatewayHealth health(boolean hbone, boolean exposesIstiod) {
    return new GatewayHealth(
        GatewayPlan.STATUS_PATH,
        GatewayPort.STATUS.number(),
        status,
        hbone ? List.of(GatewayPort.HBONE) : encrypted(exposesIstiod));
  }

  private List<Integer> encrypted(boolean exposesIstiod) {
    return exposesIstiod ? List.of(istiod, webhook, tls) : List.of(tls);
  }

  private static void put(SortedMap<String, Integer> moved, GatewayPort usual, int port) {
    if (port != usual.number()) {
      moved.put(usual.inChart(), port);
    }
  }
}
