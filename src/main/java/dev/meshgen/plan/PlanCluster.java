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
    GatewaysPlan gateway = gateways.plan(cluster, dataPlane);
    return new ClusterPlan(
        cluster,
        controlPlane(cluster, dataPlane),
        dataPlane,
        gateway,
        discovery(cluster),
        installation(cluster, gateway.eastWest(), dataPlane),
        traits.keepsEmptiedLayers(cluster)
            ? EmptiedLayers.of(cluster, gateways.wants(cluster), discovery.joins(cluster))
            : Set.of());
  }

  private ControlPlanePlan controlPlane(Cluster cluster, DataPlanePlan dataPlane) {
    return new ControlPlanePlan(
        controlPlane.remote(cluster),
        controlPlane.hosting(cluster, dataPlane),
        cluster.controlPlane().isRemote()
            ? Optional.empty()
            : Optional.of(secrets.cacerts(cluster)),
        releases.trustDomainAlias(cluster));
  }

  private DiscoveryPlan discovery(Cluster cluster) {
    return new DiscoveryPlan(
        discovery
            .home(cluster)
            .map(folder -> secrets.remote(cluster, folder, controlPlane.credential(cluster))),
        discovery.readBy(cluster));
  }

  private InstallationPlan installation(
      Cluster cluster, Optional<GatewayPlan> eastWest, DataPlanePlan dataPlane) {
    List<Release> charts = releases.of(cluster, eastWest, dataPlane);
    Optional<SailPlan> sail = PlanSail.of(cluster, charts);
    return new InstallationPlan(sail.isPresent() ? PlanSail.leftToHelm(charts) : charts, sail);
  }
}
