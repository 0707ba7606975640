package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts together what one cluster of a mesh gets. */
final class PlanCluster {
  private final PlanReleases releases;
  private final PlanControlPlane controlPlane;
  private final PlanDataPlane dataPlanes;
  private final PlanGateways gateways;
  private final PlanSecrets secrets;
  private final PlanDiscovery discovery;
  private final EngineTraits traits;

  PlanCluster(Mesh mesh, IstioCatalog catalog, PlanDiscovery discovery, EngineTraits traits) {
    this.releases = new PlanReleases(catalog, mesh);
    this.controlPlane = new PlanControlPlane(mesh, releases);
    this.dataPlanes = new PlanDataPlane(mesh, catalog);
    this.gateways = new PlanGateways(mesh, controlPlane);
    this.secrets = new PlanSecrets(mesh);
    this.discovery = discovery;
    this.traits = traits;
  }

  ClusterPlan plan(Cluster cluster) {
    DataPlanePlan dataPlane = dataPlanes.plan(cluster);
    Optional<GatewayPlan> eastWest = gateways.eastWest(cluster, dataPlane);
    List<Release> charts = releases.of(cluster, eastWest, dataPlane);
    Optional<SailPlan> sail = PlanSail.of(cluster, charts);
    return new ClusterPlan(
        cluster,
        controlPlane.remote(cluster),
        controlPlane.hosting(cluster, dataPlane),
        releases.trustDomainAlias(cluster),
        controlPlane.exposesIstiod(cluster),
        eastWest,
        gateways.crossNetwork(cluster, dataPlane, eastWest),
        dataPlane,
        gateways.networkPolicies(cluster, eastWest),
        sail.isPresent() ? PlanSail.leftToHelm(charts) : charts,
        sail,
        cluster.controlPlane().isRemote()
            ? Optional.empty()
            : Optional.of(secrets.cacerts(cluster)),
        discovery
            .home(cluster)
            .map(folder -> secrets.remote(cluster, folder, controlPlane.credential(cluster))),
        discovery.readBy(cluster),
        traits.keepsEmptiedLayers(cluster)
            ? EmptiedLayers.of(cluster, gateways.wants(cluster), discovery.joins(cluster))
            : Set.of());
  }
}
