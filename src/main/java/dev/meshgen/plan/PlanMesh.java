package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Mesh;
import java.util.List;

/** The stage that turns a mesh which obeys the rules into decisions. Pure. */
public final class PlanMesh {
  private final IstioCatalog catalog;

  public PlanMesh(IstioCatalog catalog) {
    this.catalog = catalog;
  }

  public MeshPlan plan(Mesh mesh, EngineTraits traits) {
    PlanDiscovery discovery = new PlanDiscovery(mesh);
    PlanCluster planner = new PlanCluster(mesh, catalog, discovery, traits);
    List<ClusterPlan> clusters = mesh.clusters().stream().map(planner::plan).toList();
    List<DiscoveryBase> bases = discovery.bases();
    List<NetworkPlan> networks = new PlanNetworks(mesh, clusters, bases).list();
    return new MeshPlan(mesh, networks, clusters, bases, new PlanSecrets(mesh).root());
  }
}
