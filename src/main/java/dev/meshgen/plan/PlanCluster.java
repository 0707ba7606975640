package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what one cluster of a mesh gets. */
final class PlanCluster {
  private final Topology topology;
  private final PlanReleases releases;
  private final PlanControlPlane controlPlane;
  private final PlanDataPlane dataPlanes;
  private final PlanGateways gateways;
  private final PlanSecrets secrets;
  private final PlanDiscovery discovery;
  private final EngineTraits traits;
  private final AuthorityTraits authority;

  PlanCluster(
      Topology topology,
      IstioCatalog catalog,
      PlanSecrets secrets,
      PlanDiscovery discovery,
      EngineTraits traits,
      AuthorityTraits authority) {
    this.topology = topology;
    this.releases = new PlanReleases(catalog, topology);
    this.controlPlane = new PlanControlPlane(topology.controlPlanes(), releases);
    this.dataPlanes = new PlanDataPlane(topology, catalog);
    this.gateways = new PlanGateways(topology, catalog);
    this.secrets = secrets;
    this.discovery = discovery;
    this.traits = traits;
    this.authority = authority;
  }

  ClusterPlan plan(Cluster cluster) {
    DataPlanePlan dataPlane = dataPlanes.plan(cluster);
    GatewaysPlan gateway = gateways.plan(cluster);
    return new ClusterPlan(
        cluster,
        controlPlane(cluster),
        dataPlane,
        gateway,
        discovery(cluster),
        installation(cluster, gateway.eastWest(), dataPlane),
        traits.keepsEmptiedLayers(cluster) ? EmptiedLayers.of(cluster, topology) : Set.of());
  }

  private ControlPlanePlan controlPlane(Cluster cluster) {
    return new ControlPlanePlan(
        controlPlane.remote(cluster),
        controlPlane.hosting(cluster),
        trust(cluster),
        releases.trustDomainAlias(cluster));
  }

  private TrustPlan trust(Cluster cluster) {
    boolean signs = ControlPlanes.runsIstiod(cluster);
    return new TrustPlan(
        signs && authority.sealsKeys() ? Optional.of(secrets.cacerts(cluster)) : Optional.empty(),
        signs && authority.signs() == KeyHolder.CEREMONY
            ? Optional.of(secrets.request(cluster))
            : Optional.empty(),
        signs ? Optional.of(authority.required()) : Optional.empty(),
        signs && authority.asksInCluster(),
        authority.caAddress());
  }

  private DiscoveryPlan discovery(Cluster cluster) {
    List<DiscoveryBase> homes = discovery.homes(cluster);
    return new DiscoveryPlan(
        homes.stream()
            .map(base -> secrets.remote(cluster, base, controlPlane.credential(cluster)))
            .toList(),
        homes.isEmpty() ? Optional.empty() : Optional.of(account(cluster)),
        DiscoveryGraph.isListed(cluster),
        discovery.readBy(cluster),
        traits.listsSecretsApart(cluster));
  }

  private ReaderAccount account(Cluster cluster) {
    if (topology.controlPlanes().isConfigCluster(cluster)) {
      return ReaderAccount.ofChart(ReaderAccount.OF_ISTIOD);
    }
    return traits.prunesTokens(cluster)
        ? ReaderAccount.ofChart(ReaderAccount.OF_CHART)
        : ReaderAccount.own(cluster.istio().controlPlanes(), secrets.istioNamespace());
  }

  private InstallationPlan installation(
      Cluster cluster, Optional<GatewayPlan> eastWest, DataPlanePlan dataPlane) {
    List<Release> charts = releases.of(cluster, eastWest, dataPlane);
    Optional<SailPlan> sail = PlanSail.of(cluster, charts);
    return new InstallationPlan(sail.isPresent() ? PlanSail.leftToHelm(charts) : charts, sail);
  }
}
