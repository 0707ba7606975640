package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Cluster;
import dev.meshgen.plan.DiscoveryBase.Way;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
        networks(topology, clusters),
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

  private static List<NetworkPlan> networks(Topology topology, List<ClusterPlan> plans) {
    Map<String, GatewayPlan> gateways = new TreeMap<>();
    plans.forEach(plan -> plan.eastWest().ifPresent(each -> gateways.put(plan.name(), each)));
    List<NetworkPlan> networks = new ArrayList<>();
    topology
        .networks()
        .byName()
        .forEach((name, clusters) -> networks.add(network(name, clusters, gateways, topology)));
    return networks;
  }

  private static NetworkPlan network(
      String name, List<Cluster> clusters, Map<String, GatewayPlan> gateways, Topology topology) {
    List<String> running = new ArrayList<>();
    SortedSet<Integer> ports = new TreeSet<>();
    for (Cluster cluster : clusters) {
      if (topology.gateways().runs(cluster)) {
        running.add(cluster.name());
        ports.add(gateways.get(cluster.name()).port());
      }
    }
    return new NetworkPlan(
        name,
        clusters.stream().map(Cluster::name).toList(),
        running,
        ports,
        !running.isEmpty() && topology.calls().isCalled(name),
        topology.calls().callers(name));
  }
}
