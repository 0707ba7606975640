package dev.meshgen.plan;

import dev.meshgen.istio.GatewayApiSupport;
import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.net.IpAddress;
import dev.meshgen.platform.GatewayService;
import dev.meshgen.platform.Platforms;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.GatewayPlacement;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Decides what the gateways of clusters listen to, and who may connect. */
final class PlanGateways {
  private final IstioCatalog catalog;
  private final Topology topology;
  private final Gateways gateways;
  private final boolean severalNetworks;

  PlanGateways(Topology topology, IstioCatalog catalog) {
    this.catalog = catalog;
    this.topology = topology;
    this.gateways = topology.gateways();
    this.severalNetworks = topology.networks().areSeveral();
  }

  GatewaysPlan plan(Cluster cluster) {
    Optional<GatewayPlan> eastWest =
        gateways
            .kind(cluster)
            .map(
                kind ->
                    of(
                        cluster,
                        gateways.placement(cluster),
                        kind,
                        gateways.exposesIstiod(cluster),
                        kind == Gateways.Kind.LISTENERS
                            ? Optional.of(listeners(cluster))
                            : Optional.empty()));
    return new GatewaysPlan(
        eastWest,
        eastWest
            .map(GatewayPlan::namespace)
            .filter(namespace -> !namespace.equals(topology.mesh().istioNamespace())),
        crossNetwork(cluster, eastWest),
        gateways.exposesIstiod(cluster),
        remoteGateways(cluster),
        networkPolicies(cluster, eastWest));
  }

  private Optional<RemoteGatewaysPlan> remoteGateways(Cluster reader) {
    List<RemoteGatewaysPlan.RemoteGateway> remotes = new ArrayList<>();
    for (Cluster cluster : topology.remoteGateways().toldTo(reader)) {
      String address = cluster.eastWest().addresses().from(reader.network()).orElseThrow();
      remotes.add(
          new RemoteGatewaysPlan.RemoteGateway(
              gateways.placement(cluster).name() + "-" + cluster.name(),
              cluster.network(),
              address,
              IpAddress.parse(address).isPresent(),
              GatewayPorts.of(cluster.eastWest().ports()).tls()));
    }
    return remotes.isEmpty()
        ? Optional.empty()
        : Optional.of(new RemoteGatewaysPlan(remotes, gatewayApi(reader)));
  }

  private GatewayApiSupport gatewayApi(Cluster cluster) {
    IstioVersion version = IstioVersion.parse(cluster.istio().version()).orElseThrow();
    return catalog.find(version).orElseThrow().gatewayApi();
  }

  private Optional<CrossNetworkPlan> crossNetwork(Cluster cluster, Optional<GatewayPlan> eastWest) {
    boolean config = topology.controlPlanes().isConfigCluster(cluster);
    return severalNetworks && (config || gateways.programs(cluster))
        ? Optional.of(
            new CrossNetworkPlan(
                GatewayPort.TLS.number(),
                hosts(cluster),
                selectors(cluster),
                eastWest.isEmpty() && !config))
        : Optional.empty();
  }

  /** Of its own gateway, and of those of its remotes where they have other labels. */
  private List<SortedMap<String, String>> selectors(Cluster cluster) {
    Set<SortedMap<String, String>> selectors = new LinkedHashSet<>();
    selectors.add(gateways.placement(cluster).selector());
    for (Cluster remote : topology.controlPlanes().remotes(cluster)) {
      if (gateways.runs(remote)) {
        selectors.add(gateways.placement(remote).selector());
      }
    }
    return List.copyOf(selectors);
  }

  private List<NetworkPolicyPlan> networkPolicies(Cluster cluster, Optional<GatewayPlan> eastWest) {
    List<NetworkPolicyPlan> policies = new ArrayList<>();
    if (!topology.mesh().security().networkPolicy()) {
      return policies;
    }
    if (ControlPlanes.runsIstiod(cluster)) {
      policies.add(NetworkPolicies.istiod(topology.mesh().istioNamespace()));
    }
    if (ControlPlanes.isExternal(cluster)) {
      policies.add(NetworkPolicies.istiodGateway(topology.mesh().istioNamespace()));
    }
    boolean exposes = gateways.exposesIstiod(cluster);
    eastWest.ifPresent(
        own ->
            policies.add(
                own.hbone()
                    ? NetworkPolicies.ambientGateway(own)
                    : NetworkPolicies.gateway(own, severalNetworks, exposes)));
    return policies;
  }

  /** A gateway with the load balancer that a cluster asks for. */
  static GatewayPlan of(
      Cluster cluster,
      GatewayPlacement placement,
      Gateways.Kind kind,
      boolean istiod,
      Optional<GatewayListeners> listeners) {
    boolean hbone = kind == Gateways.Kind.HBONE;
    GatewayPorts ports = GatewayPorts.of(cluster.eastWest().ports());
    GatewayService balancer =
        Platforms.loadBalancers(cluster).service(cluster.eastWest(), ports.health(hbone, istiod));
    return new GatewayPlan(
        placement,
        balancer.annotations(),
        balancer.loadBalancerIp(),
        balancer.loadBalancerClass(),
        cluster.eastWest().sourceRanges().stream().map(Located::value).toList(),
        ports,
        istiod,
        listeners,
        hbone);
  }

  private GatewayListeners listeners(Cluster cluster) {
    boolean exposes = gateways.exposesIstiod(cluster);
    // A Gateway must have a listener, even if no other network connects.
    boolean crossNetwork = severalNetworks || !exposes;
    return new GatewayListeners(
        crossNetwork ? hosts(cluster) : List.of(), exposes, gatewayApi(cluster));
  }

  private static List<String> hosts(Cluster cluster) {
    return cluster.eastWest().hosts().stream().map(Located::value).toList();
  }
}
