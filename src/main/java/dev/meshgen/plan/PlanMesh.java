package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The stage that turns a mesh which obeys the rules into decisions. Pure. */
public final class PlanMesh {
  private final IstioCatalog catalog;

  public PlanMesh(IstioCatalog catalog) {
    this.catalog = catalog;
  }

  public MeshPlan plan(Mesh mesh) {
    boolean severalNetworks = mesh.members().stream().map(Cluster::network).distinct().count() > 1;
    PlanSecrets secrets = new PlanSecrets(mesh);
    PlanControlPlane controlPlane = new PlanControlPlane(mesh);
    List<ClusterPlan> clusters = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      boolean exposes = controlPlane.exposesIstiod(cluster);
      boolean gateway =
          !cluster.controlPlane().isExternal()
              && cluster.eastWest().enabled().orElse(severalNetworks || exposes);
      Optional<GatewayPlan> eastWest = gateway ? Optional.of(gateway(cluster)) : Optional.empty();
      boolean crossNetwork =
          severalNetworks
              && (mesh.isConfigCluster(cluster.name())
                  || gateway && !cluster.controlPlane().isRemote());
      clusters.add(
          plan(
              cluster,
              eastWest,
              crossNetwork ? Optional.of(crossNetwork(cluster)) : Optional.empty(),
              mesh.networkPolicy()
                  ? networkPolicies(cluster, gateway, severalNetworks, exposes)
                  : List.of(),
              controlPlane,
              secrets));
    }
    return new MeshPlan(mesh, networks(clusters), clusters, secrets.root());
  }

  private ClusterPlan plan(
      Cluster cluster,
      Optional<GatewayPlan> eastWest,
      Optional<CrossNetworkPlan> crossNetwork,
      List<NetworkPolicyPlan> policies,
      PlanControlPlane controlPlane,
      PlanSecrets secrets) {
    IstioVersion version = IstioVersion.parse(cluster.istio().version()).orElseThrow();
    IstioMinor minor = catalog.find(version).orElseThrow();
    boolean setsFailurePolicy = minor.has("validationFailurePolicy", version.patch());
    boolean readsRemoteMeshConfig = minor.has("remoteMeshConfig", version.patch());
    return new ClusterPlan(
        cluster,
        // Nothing validates where no istiod runs, and nobody would turn Ignore into Fail.
        cluster.controlPlane().role() == ControlPlane.Role.PRIMARY && setsFailurePolicy,
        controlPlane.remote(cluster, setsFailurePolicy, readsRemoteMeshConfig),
        controlPlane.hosting(cluster),
        controlPlane.exposesIstiod(cluster),
        eastWest,
        crossNetwork,
        policies,
        controlPlane.releases(cluster, eastWest.isPresent()),
        cluster.controlPlane().isRemote()
            ? Optional.empty()
            : Optional.of(secrets.cacerts(cluster)),
        controlPlane.credential(cluster).map(kind -> secrets.remote(cluster, kind)));
  }

  static GatewayPlan gateway(Cluster cluster) {
    GatewayPorts ports = GatewayPorts.of(cluster.eastWest().ports());
    LoadBalancers.Request balancer = LoadBalancers.request(cluster, ports);
    return new GatewayPlan(
        balancer.annotations(),
        balancer.address(),
        cluster.eastWest().sourceRanges().stream().map(Located::value).toList(),
        ports);
  }

  private static CrossNetworkPlan crossNetwork(Cluster cluster) {
    return new CrossNetworkPlan(
        GatewayPlan.PORT, cluster.eastWest().hosts().stream().map(Located::value).toList());
  }

  private static List<NetworkPolicyPlan> networkPolicies(
      Cluster cluster, boolean gateway, boolean crossNetwork, boolean exposesIstiod) {
    List<NetworkPolicyPlan> policies = new ArrayList<>();
    if (!cluster.controlPlane().isRemote()) {
      policies.add(NetworkPolicies.istiod());
    }
    if (cluster.controlPlane().isExternal()) {
      policies.add(NetworkPolicies.istiodGateway());
    }
    if (gateway) {
      policies.add(NetworkPolicies.gateway(crossNetwork, exposesIstiod));
    }
    return policies;
  }

  private static List<NetworkPlan> networks(List<ClusterPlan> clusters) {
    Map<String, List<ClusterPlan>> byNetwork = new TreeMap<>();
    for (ClusterPlan cluster : clusters) {
      if (cluster.hosting().isPresent()) {
        continue;
      }
      byNetwork
          .computeIfAbsent(cluster.cluster().network(), name -> new ArrayList<>())
          .add(cluster);
    }
    List<NetworkPlan> networks = new ArrayList<>();
    byNetwork.forEach(
        (name, members) ->
            networks.add(
                new NetworkPlan(
                    name,
                    members.stream().map(ClusterPlan::name).toList(),
                    members.stream()
                        .filter(member -> member.eastWest().isPresent())
                        .map(ClusterPlan::name)
                        .toList())));
    return networks;
  }
}
