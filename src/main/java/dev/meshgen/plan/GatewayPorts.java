package dev.meshgen.plan;

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
          GatewayPlan.PORT,
          GatewayPlan.ISTIOD_PORT,
          GatewayPlan.WEBHOOK_PORT,
          GatewayPlan.STATUS_PORT);

  static GatewayPorts of(EastWestPorts ports) {
    return new GatewayPorts(
        ports.tls().orElse(USUAL.tls),
        ports.istiod().orElse(USUAL.istiod),
        ports.webhook().orElse(USUAL.webhook),
        ports.status().orElse(USUAL.status));
  }

  /** The ports that differ from the usual ones, by their name in the gateway chart. */
  public SortedMap<String, Integer> moved() {
    SortedMap<String, Integer> moved = new TreeMap<>();
    put(moved, "tls", tls, USUAL.tls);
    put(moved, "tls-istiod", istiod, USUAL.istiod);
    put(moved, "tls-webhook", webhook, USUAL.webhook);
    put(moved, "status-port", status, USUAL.status);
    return moved;
  }

  /** Where such a gateway says whether it is ready. */
  GatewayHealth health(boolean hbone, boolean exposesIstiod) {
    return new GatewayHealth(
        GatewayPlan.STATUS_PATH,
        GatewayPlan.STATUS_PORT,
        status,
        hbone ? List.of(GatewayPlan.HBONE_PORT) : encrypted(exposesIstiod));
  }

  private List<Integer> encrypted(boolean exposesIstiod) {
    return exposesIstiod ? List.of(istiod, webhook, tls) : List.of(tls);
  }

  private static void put(SortedMap<String, Integer> moved, String name, int port, int usual) {
    if (port != usual) {
      moved.put(name, port);
    }
  }
}
