package dev.meshgen.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Closes istiod and the east-west gateway but for what the mesh uses.
 *
 * <p>No range of addresses limits who connects to a gateway: a load balancer or a node puts its own
 * address in the place of the client's, so that {@code sourceRanges} is for the load balancer to
 * keep. Nor does a selector let an API server in, which is no Pod: what it calls is open.
 *
 * <p>In an ambient cluster these Pods say {@code istio.io/dataplane-mode: none}: HBONE reaches only
 * the gateway, which ends it itself, and no probe of theirs is given the address 169.254.7.127.
 */
final class NetworkPolicies {
  /** Plaintext and secure configuration, and istiod's own metrics and debugging. */
  private static final List<Integer> ISTIOD_PODS = List.of(15010, 15012, 15014);

  /** Metrics: of all in a Pod, and of its Envoy. */
  private static final List<Integer> METRICS = List.of(15020, 15090);

  private NetworkPolicies() {}

  static NetworkPolicyPlan istiod() {
    return new NetworkPolicyPlan(
        "istiod",
        new TreeMap<>(Map.of("app", "istiod")),
        List.of(GatewayPlan.WEBHOOK_PORT),
        ISTIOD_PODS);
  }

  /**
   * Of a gateway.
   *
   * @param crossNetwork whether other networks come in
   * @param exposesIstiod whether remotes reach istiod through it
   */
  static NetworkPolicyPlan gateway(
      GatewayPlan gateway, boolean crossNetwork, boolean exposesIstiod) {
    // The Pods of a chart listen on the usual ports, those that istiod deploys on the moved ones.
    boolean deployed = gateway.listeners().isPresent();
    GatewayPorts listened = deployed ? gateway.ports() : GatewayPorts.USUAL;
    Set<Integer> ports = new TreeSet<>();
    if (exposesIstiod) {
      ports.add(listened.istiod());
      ports.add(listened.webhook());
    }
    ports.add(GatewayPlan.STATUS_PORT);
    if (crossNetwork) {
      ports.add(listened.tls());
    }
    return new NetworkPolicyPlan(
        GatewayPlan.NAME,
        new TreeMap<>(
            deployed
                ? Map.of("gateway.networking.k8s.io/gateway-name", GatewayPlan.NAME)
                : Map.of(GatewayPlan.LABEL, GatewayPlan.LABEL_VALUE)),
        List.copyOf(ports),
        METRICS);
  }

  /** Of the gateway before an istiod that is outside of its mesh. */
  static NetworkPolicyPlan istiodGateway() {
    return new NetworkPolicyPlan(
        HostingPlan.GATEWAY,
        new TreeMap<>(Map.of(GatewayPlan.LABEL, HostingPlan.GATEWAY)),
        List.of(GatewayPlan.ISTIOD_PORT, GatewayPlan.WEBHOOK_PORT, GatewayPlan.STATUS_PORT),
        METRICS);
  }

  /** Of a gateway that istiod makes of a Gateway API object, and names on its Pods. */
  static NetworkPolicyPlan ambientGateway() {
    return new NetworkPolicyPlan(
        GatewayPlan.HBONE_NAME,
        new TreeMap<>(Map.of("gateway.networking.k8s.io/gateway-name", GatewayPlan.HBONE_NAME)),
        List.of(GatewayPlan.HBONE_PORT, GatewayPlan.STATUS_PORT),
        METRICS);
  }
}
