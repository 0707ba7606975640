package dev.meshgen.platform;

/**
 * How a load balancer checks the health of a gateway.
 *
 * @param from where it connects from
 * @param target what it connects to
 * @param why what a firewall's administrator should know
 */
public record HealthCheck(String from, Target target, String why) {
  private static final String KUBE_PROXY_PORT = "10256";

  /** What answers. */
  public enum Target {
    /** The gateway's Pods. */
    POD,
    /** Any node, at the node port of the gateway. */
    NODE_PORT,
    /** Any node, at the node port of each port. */
    NODE_PORTS,
    /** Any node, for itself. */
    KUBE_PROXY
  }

  /** What answers, in words. */
  public String to(String gateways) {
    return target == Target.POD ? gateways : "the nodes that run " + gateways;
  }

  /** The port, in words. */
  public String port(int podPort, int servicePort) {
    return switch (target) {
      case POD -> String.valueOf(podPort);
      case NODE_PORTS -> "the node ports";
      case NODE_PORT -> "the node port of " + servicePort;
      case KUBE_PROXY -> KUBE_PROXY_PORT;
    };
  }
}
