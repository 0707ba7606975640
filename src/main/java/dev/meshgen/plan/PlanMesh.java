package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Mesh;
import java.util.List;

/** The stage that turns a mesh that passed the rules into decisions. Pure. */
public final class PlanMesh {
  private final IstioCatalog catalog;

  public PlanMesh(IstioCatalog catalog) {
    this.catalog = catalog;
  }

  public MeshPlan plan(Mesh mesh) {
    PlanSecrets secrets = new PlanSecrets(mesh);
    PlanDiscovery discovery = new PlanDiscovery(mesh);
    PlanCluster planner = new PlanCluster(mesh, catalog, secrets, discovery);
    List<ClusterPlan> clusters = mesh.clusters().stream().map(planner::plan).toList();
    List<DiscoveryBase> bases = discovery.bases();
    List<NetworkPlan> networks = new PlanNetworks(mesh, clusters, bases).list();
    return new MeshPlan(mesh, networks, clusters, bases, secrets.root());
  }
}
