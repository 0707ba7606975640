package dev.meshgen.plan;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.IstiodPort;
import dev.meshgen.model.EastWest;
import dev.meshgen.topology.ControlPlanes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Restricts istiod and the east-west gateway to what the mesh uses.
 *
 * <p>Source ranges cannot limit who connects to a gateway: a load balancer or a node replaces the
 * client's address with its own, so the load balancer must enforce {@code sourceRanges}. Nor can a
 * selector admit an API server, which is not a Pod: the ports it calls are open.
 *
 * <p>In an ambient cluster these Pods have {@code istio.io/dataplane-mode: none}: HBONE reaches
 * only the gateway, which terminates it itself, and their probes do not come from the address
 * 169.254.7.127.
 */
final class NetworkPolicies {
  /** Metrics: of everything in a Pod, and of its Envoy. */
  private static final List<Integer> METRICS = List.of(15020, 15090);

  private NetworkPolicies() {}

  static NetworkPolicyPlan istiod(String namespace) {
    return new NetworkPolicyPlan(
        ControlPlanes.ISTIOD,
        namespace,
        new TreeMap<>(Map.of("app", ControlPlanes.ISTIOD)),
        List.of(GatewayPort.WEBHOOK.number()),
        IstiodPort.PODS);
  }

  /**
   * The policy of a gateway.
   *
   * @param crossNetwork whether other networks connect
   * @param exposesIstiod whether remotes reach istiod through it
   */
  static NetworkPolicyPlan gateway(
      GatewayPlan gateway, boolean crossNetwork, boolean exposesIstiod) {
    // The Pods of a chart listen on the usual ports, those that istiod deploys on the changed ones.
    boolean deployed = gateway.listeners().isPresent();
    GatewayPorts listened = deployed ? gateway.ports() : GatewayPorts.USUAL;
    Set<Integer> ports = new TreeSet<>();
    if (exposesIstiod) {
      ports.add(listened.istiod());
      ports.add(listened.webhook());
    }
    ports.add(GatewayPort.STATUS.number());
    if (crossNetwork) {
      ports.add(listened.tls());
    }
    return new NetworkPolicyPlan(
        gateway.name(),
        gateway.namespace(),
        deployed ? named(gateway) : gateway.placement().selector(),
        List.copyOf(ports),
        METRICS);
  }

  /** The policy of the gateway in front of an external istiod. */
  static NetworkPolicyPlan istiodGateway(String namespace) {
    return new NetworkPolicyPlan(
        HostingPlan.GATEWAY,
        namespace,
        new TreeMap<>(Map.of(EastWest.Placement.LABEL, HostingPlan.GATEWAY)),
        List.of(
            GatewayPort.ISTIOD.number(), GatewayPort.WEBHOOK.number(), GatewayPort.STATUS.number()),
        METRICS);
  }

  /**
   * The policy of a gateway that istiod deploys from a Gateway API object, whose name is on the
   * Pods.
   */
  static NetworkPolicyPlan ambientGateway(GatewayPlan gateway) {
    return new NetworkPolicyPlan(
        gateway.name(),
        gateway.namespace(),
        named(gateway),
        List.of(GatewayPort.HBONE, GatewayPort.STATUS.number()),
        METRICS);
  }

  /** What istiod labels the Pods with that it makes of a Gateway. */
  private static SortedMap<String, String> named(GatewayPlan gateway) {
    return new TreeMap<>(Map.of("gateway.networking.k8s.io/gateway-name", gateway.name()));
  }
}
