package dev.meshgen.platform;

/**
 * How a load balancer finds out whether a gateway is well.
 *
 * @param from who asks
 * @param target whom
 * @param why what a firewall's administrator should know
 */
public record HealthCheck(String from, Target target, String why) {
  private static final String KUBE_PROXY_PORT = "10256";

  /** Who answers. */
  public enum Target {
    /** The gateway's Pods. */
    POD,
    /** Any node, at the port that leads to the gateway's. */
    NODE_PORT,
    /** Any node, for itself. */
    KUBE_PROXY
  }

  /** Who answers, in words. */
  public String to(String gateways) {
    return target == Target.POD ? gateways : "the nodes before " + gateways;
  }

  /** Where, in words. */
  public String port(int podPort, int servicePort) {
    return switch (target) {
      case POD -> String.valueOf(podPort);
      case NODE_PORT -> "the node port of " + servicePort;
      case KUBE_PROXY -> KUBE_PROXY_PORT;
    };
  }
}
