package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Cluster;
import dev.meshgen.plan.DiscoveryBase.Way;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The stage that turns a mesh that passed the rules into decisions. Pure. */
public final class PlanMesh {
  /** From here on, planning takes longer than starting a thread does. */
  private static final int MANY_CLUSTERS = 50;

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
    List<ClusterPlan> clusters = plans(planner, topology.mesh().clusters());
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

  private static List<ClusterPlan> plans(PlanCluster planner, List<Cluster> clusters) {
    ClusterPlan[] plans = new ClusterPlan[clusters.size()];
    if (plans.length < MANY_CLUSTERS) {
      Arrays.setAll(plans, i -> planner.plan(clusters.get(i)));
    } else {
      Workers.onAllCores(plans.length, i -> plans[i] = planner.plan(clusters.get(i)));
    }
    return List.of(plans);
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
