package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Cluster;
import dev.meshgen.plan.DiscoveryBase.Way;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stage that turns a mesh that passed the rules into decisions. Pure. */
public final class PlanMesh {
  private final IstioCatalog catalog;

  public PlanMesh(IstioCatalog catalog) {
    this.catalog = catalog;
  }

  public MeshPlan plan(Topology topology, EngineTraits traits, AuthorityTraits authority) {
    PlanSecrets secrets = new PlanSecrets(topology.mesh());
    PlanDiscovery discovery =
        new PlanDiscovery(
            topology.discovery(), Way.of(topology.mesh()), topology.mesh().clusters());
    PlanCluster planner = new PlanCluster(topology, catalog, secrets, discovery, traits, authority);
    List<ClusterPlan> clusters = topology.mesh().clusters().stream().map(planner::plan).toList();
    return new MeshPlan(
        topology,
        networks(topology),
        clusters,
        discovery.bases(),
        authority.signs(),
        root(secrets, authority),
        authority.importsKeys() ? Optional.of(secrets.issuer()) : Optional.empty(),
        authority.signs().isAsked() ? List.of(secrets.issuer(), secrets.importedRoot()) : List.of(),
        false);
  }

  private static Optional<SecretPlan> root(PlanSecrets secrets, AuthorityTraits authority) {
    return switch (authority.signs()) {
      case MINTED -> Optional.of(secrets.root());
      case IMPORTED -> Optional.of(secrets.importedRoot());
      case SERVER, CEREMONY, CLUSTER -> Optional.empty();
    };
  }

  private static List<NetworkPlan> networks(Topology topology) {
    List<NetworkPlan> networks = new ArrayList<>();
    topology
        .networks()
        .byName()
        .forEach(
            (name, clusters) ->
                networks.add(
                    new NetworkPlan(
                        name,
                        clusters.stream().map(Cluster::name).toList(),
                        clusters.stream()
                            .filter(topology.gateways()::runs)
                            .map(Cluster::name)
                            .toList(),
                        topology.calls().callers(name))));
    return networks;
  }
}
