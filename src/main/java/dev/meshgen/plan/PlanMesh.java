package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stage that turns a mesh which obeys the rules into decisions. Pure. */
public final class PlanMesh {
  private final IstioCatalog catalog;

  public PlanMesh(IstioCatalog catalog) {
    this.catalog = catalog;
  }

  public MeshPlan plan(Mesh mesh) {
    boolean severalNetworks = mesh.members().stream().map(Cluster::network).distinct().count() > 1;
    PlanSecrets secrets = new PlanSecrets(mesh);
    PlanReleases releases = new PlanReleases(catalog, mesh);
    PlanControlPlane controlPlane = new PlanControlPlane(mesh, releases);
    PlanDataPlane dataPlanes = new PlanDataPlane(mesh, catalog);
    PlanDiscovery discovery = new PlanDiscovery(mesh);
    List<ClusterPlan> clusters = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      boolean exposes = controlPlane.exposesIstiod(cluster);
      DataPlanePlan dataPlane = dataPlanes.plan(cluster);
      boolean wantsGateway =
          !cluster.controlPlane().isExternal()
              && cluster.eastWest().enabled().orElse(severalNetworks || exposes);
      Optional<GatewayPlan> eastWest =
          wantsGateway && cluster.state().isConnected()
              ? Optional.of(gateway(cluster, dataPlane, severalNetworks, exposes))
              : Optional.empty();
      boolean config = controlPlane.isConfigCluster(cluster);
      Optional<CrossNetworkPlan> crossNetwork =
          severalNetworks && (config || opens(cluster, dataPlane, exposes))
              ? Optional.of(
                  new CrossNetworkPlan(
                      GatewayPlan.PORT, hosts(cluster), eastWest.isEmpty() && !config))
              : Optional.empty();
      Set<Layer> emptied = Emptied.of(cluster, wantsGateway, discovery.joins(cluster), mesh);
      List<NetworkPolicyPlan> policies =
          mesh.networkPolicy()
              ? networkPolicies(cluster, eastWest, severalNetworks, exposes)
              : List.of();
      clusters.add(
          plan(
              cluster,
              eastWest,
              crossNetwork,
              dataPlane,
              emptied,
              policies,
              controlPlane,
              secrets,
              releases,
              discovery));
    }
    List<DiscoveryBase> bases = discovery.bases();
    List<NetworkPlan> networks = new PlanNetworks(mesh, clusters, bases).list();
    return new MeshPlan(mesh, networks, clusters, bases, secrets.root());
  }

  private ClusterPlan plan(
      Cluster cluster,
      Optional<GatewayPlan> eastWest,
      Optional<CrossNetworkPlan> crossNetwork,
      DataPlanePlan dataPlane,
      Set<Layer> emptied,
      List<NetworkPolicyPlan> policies,
      PlanControlPlane controlPlane,
      PlanSecrets secrets,
      PlanReleases releases,
      PlanDiscovery discovery) {
    List<Release> charts = releases.of(cluster, eastWest, dataPlane);
    Optional<SailPlan> sail = PlanSail.of(cluster, charts);
    return new ClusterPlan(
        cluster,
        controlPlane.remote(cluster),
        controlPlane.hosting(cluster, dataPlane),
        releases.trustDomainAlias(cluster),
        controlPlane.exposesIstiod(cluster),
        eastWest,
        crossNetwork,
        dataPlane,
        policies,
        sail.isPresent() ? PlanSail.leftToHelm(charts) : charts,
        sail,
        cluster.controlPlane().isRemote()
            ? Optional.empty()
            : Optional.of(secrets.cacerts(cluster)),
        discovery
            .home(cluster)
            .map(folder -> secrets.remote(cluster, folder, controlPlane.credential(cluster))),
        discovery.readBy(cluster),
        emptied);
  }

  static GatewayPlan gateway(
      Cluster cluster, DataPlanePlan dataPlane, boolean severalNetworks, boolean exposesIstiod) {
    boolean hbone = dataPlane.multiNetwork();
    GatewayPorts ports = GatewayPorts.of(cluster.eastWest().ports());
    LoadBalancers.Request balancer = LoadBalancers.request(cluster, ports, hbone);
    return new GatewayPlan(
        balancer.annotations(),
        balancer.address(),
        cluster.eastWest().sourceRanges().stream().map(Located::value).toList(),
        ports,
        !hbone && cluster.eastWest().api() == EastWest.Api.GATEWAY_API
            ? Optional.of(listeners(cluster, severalNetworks, exposesIstiod))
            : Optional.empty(),
        hbone);
  }

  private static GatewayListeners listeners(
      Cluster cluster, boolean severalNetworks, boolean exposesIstiod) {
    // A Gateway has to have a listener, even where nobody comes.
    boolean crossNetwork = severalNetworks || !exposesIstiod;
    return new GatewayListeners(crossNetwork ? hosts(cluster) : List.of(), exposesIstiod);
  }

  private static List<String> hosts(Cluster cluster) {
    return cluster.eastWest().hosts().stream().map(Located::value).toList();
  }

  /**
   * Whether a cluster's istiod programs gateways that are no objects with listeners of their own.
   */
  private static boolean opens(Cluster cluster, DataPlanePlan dataPlane, boolean exposes) {
    boolean objects =
        dataPlane.multiNetwork() || cluster.eastWest().api() == EastWest.Api.GATEWAY_API;
    return cluster.controlPlane().role() == ControlPlane.Role.PRIMARY
        && cluster.state().isConnected()
        && (exposes || !objects);
  }

  private static List<NetworkPolicyPlan> networkPolicies(
      Cluster cluster, Optional<GatewayPlan> gateway, boolean crossNetwork, boolean exposesIstiod) {
    List<NetworkPolicyPlan> policies = new ArrayList<>();
    if (!cluster.controlPlane().isRemote()) {
      policies.add(NetworkPolicies.istiod());
    }
    if (cluster.controlPlane().isExternal()) {
      policies.add(NetworkPolicies.istiodGateway());
    }
    gateway.ifPresent(
        own ->
            policies.add(
                own.hbone()
                    ? NetworkPolicies.ambientGateway()
                    : NetworkPolicies.gateway(own, crossNetwork, exposesIstiod)));
    return policies;
  }
}
