package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.GatewayService;
import dev.meshgen.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which clusters have gateways, what they listen on, and who may connect. */
final class PlanGateways {
  private final PlanControlPlane controlPlane;
  private final boolean severalNetworks;
  private final boolean closed;

  PlanGateways(Mesh mesh, PlanControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    this.severalNetworks = mesh.members().stream().map(Cluster::network).distinct().count() > 1;
    this.closed = mesh.security().networkPolicy();
  }

  /** What the spec says, or what follows from it: two networks, or remotes that connect to it. */
  boolean wants(Cluster cluster) {
    return !cluster.controlPlane().isExternal()
        && cluster
            .eastWest()
            .enabled()
            .orElse(severalNetworks || controlPlane.exposesIstiod(cluster));
  }

  GatewaysPlan plan(Cluster cluster, DataPlanePlan dataPlane) {
    Optional<GatewayPlan> eastWest = eastWest(cluster, dataPlane);
    return new GatewaysPlan(
        eastWest,
        crossNetwork(cluster, dataPlane, eastWest),
        controlPlane.exposesIstiod(cluster),
        networkPolicies(cluster, eastWest));
  }

  private Optional<GatewayPlan> eastWest(Cluster cluster, DataPlanePlan dataPlane) {
    return wants(cluster) && cluster.state().isConnected()
        ? Optional.of(of(cluster, dataPlane, severalNetworks, controlPlane.exposesIstiod(cluster)))
        : Optional.empty();
  }

  private Optional<CrossNetworkPlan> crossNetwork(
      Cluster cluster, DataPlanePlan dataPlane, Optional<GatewayPlan> eastWest) {
    boolean config = controlPlane.isConfigCluster(cluster);
    return severalNetworks && (config || opens(cluster, dataPlane))
        ? Optional.of(
            new CrossNetworkPlan(GatewayPlan.PORT, hosts(cluster), eastWest.isEmpty() && !config))
        : Optional.empty();
  }

  private List<NetworkPolicyPlan> networkPolicies(Cluster cluster, Optional<GatewayPlan> eastWest) {
    List<NetworkPolicyPlan> policies = new ArrayList<>();
    if (!closed) {
      return policies;
    }
    if (!cluster.controlPlane().isRemote()) {
      policies.add(NetworkPolicies.istiod());
    }
    if (cluster.controlPlane().isExternal()) {
      policies.add(NetworkPolicies.istiodGateway());
    }
    boolean exposes = controlPlane.exposesIstiod(cluster);
    eastWest.ifPresent(
        own ->
            policies.add(
                own.hbone()
                    ? NetworkPolicies.ambientGateway()
                    : NetworkPolicies.gateway(own, severalNetworks, exposes)));
    return policies;
  }

  /** A gateway with the load balancer that the cluster specifies. */
  static GatewayPlan of(
      Cluster cluster, DataPlanePlan dataPlane, boolean severalNetworks, boolean exposesIstiod) {
    boolean hbone = dataPlane.multiNetwork();
    GatewayPorts ports = GatewayPorts.of(cluster.eastWest().ports());
    GatewayService balancer =
        Platforms.of(cluster).loadBalancers().service(cluster.eastWest(), ports.health(hbone));
    return new GatewayPlan(
        balancer.annotations(),
        balancer.loadBalancerIp(),
        cluster.eastWest().sourceRanges().stream().map(Located::value).toList(),
        ports,
        !hbone && cluster.eastWest().api() == EastWest.Api.GATEWAY_API
            ? Optional.of(listeners(cluster, severalNetworks, exposesIstiod))
            : Optional.empty(),
        hbone);
  }

  private static GatewayListeners listeners(
      Cluster cluster, boolean severalNetworks, boolean exposesIstiod) {
    // A Gateway must have a listener, even if no other network connects.
    boolean crossNetwork = severalNetworks || !exposesIstiod;
    return new GatewayListeners(crossNetwork ? hosts(cluster) : List.of(), exposesIstiod);
  }

  private static List<String> hosts(Cluster cluster) {
    return cluster.eastWest().hosts().stream().map(Located::value).toList();
  }

  /** Whether a cluster's istiod programs gateways other than objects with their own listeners. */
  private boolean opens(Cluster cluster, DataPlanePlan dataPlane) {
    boolean objects =
        dataPlane.multiNetwork() || cluster.eastWest().api() == EastWest.Api.GATEWAY_API;
    return cluster.controlPlane().role() == ControlPlane.Role.PRIMARY
        && cluster.state().isConnected()
        && (controlPlane.exposesIstiod(cluster) || !objects);
  }
}
