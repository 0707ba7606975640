package dev.meshgen.plan;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.model.TokenIssuer;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts together what one cluster of a mesh gets. */
final class PlanCluster {
  private final Topology topology;
  private final PlanReleases releases;
  private final PlanControlPlane controlPlane;
  private final PlanDataPlane dataPlanes;
  private final PlanGateways gateways;
  private final PlanSecrets secrets;
  private final PlanDiscovery discovery;
  private final PlanRights rights;
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
    this.rights = new PlanRights(topology, catalog);
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
    boolean receivesKey = signs && authority.sealsKeys();
    return new TrustPlan(
        receivesKey ? Optional.of(secrets.cacerts(cluster)) : Optional.empty(),
        signs && authority.signs() == KeyHolder.CEREMONY
            ? Optional.of(secrets.request(cluster))
            : Optional.empty(),
        signs ? Optional.of(authority.required()) : Optional.empty(),
        signs && authority.asksInCluster(),
        bringsStore() && (receivesKey || receivesCredentials(cluster)),
        authority.caAddress(),
        authority.signer());
  }

  /** Whether the tree brings what clusters read Vault through. */
  private boolean bringsStore() {
    return topology
        .mesh()
        .store()
        .filter(each -> each.reader().connection().isPresent())
        .isPresent();
  }

  /** Whether its istiod reads remote secrets that somebody handed over. */
  private boolean receivesCredentials(Cluster cluster) {
    Set<String> read = new TreeSet<>();
    discovery.bases().stream()
        .filter(base -> discovery.readBy(cluster).contains(base.folder()))
        .forEach(base -> read.addAll(base.clusters()));
    return topology.mesh().clusters().stream()
        .filter(each -> each.kubernetes().reader().isHandedOver())
        .anyMatch(each -> read.contains(each.name()));
  }

  private DiscoveryPlan discovery(Cluster cluster) {
    List<DiscoveryBase> homes = discovery.homes(cluster);
    List<ReaderAccount> accounts = homes.isEmpty() ? List.of() : accounts(cluster);
    return new DiscoveryPlan(
        homes.stream()
            .filter(base -> cluster.kubernetes().reader().isHandedOver())
            .map(base -> secrets.remote(cluster, base, controlPlane.credential(cluster)))
            .toList(),
        accounts,
        rights.plan(cluster).filter(any -> !accounts.isEmpty()),
        homes.isEmpty() ? Optional.empty() : handover(cluster, homes, accounts.get(0)),
        new IssuedTokens(
            issuer(cluster).filter(issuer -> !homes.isEmpty()),
            new PlanTokens(topology).plan(cluster)),
        topology.discovery().readsFiles(cluster)
            ? topology.mesh().discovery().folder()
            : Optional.empty(),
        DiscoveryGraph.isListed(cluster),
        discovery.readBy(cluster),
        traits.listsSecretsApart(cluster));
  }

  private List<ReaderAccount> accounts(Cluster cluster) {
    if (topology.controlPlanes().isConfigCluster(cluster)) {
      return List.of(ReaderAccount.ofChart(ReaderAccount.OF_ISTIOD));
    }
    ReaderToken token = cluster.kubernetes().reader();
    List<ReaderAccount> accounts = new ArrayList<>();
    accounts.add(account(cluster, token.generation()));
    token.kept().ifPresent(earlier -> accounts.add(account(cluster, earlier)));
    return accounts;
  }

  private ReaderAccount account(Cluster cluster, int generation) {
    boolean ofChart =
        traits.prunesTokens(cluster)
            && cluster.kubernetes().reader().rights() == ReaderToken.Rights.CHART;
    String namespace = secrets.istioNamespace();
    if (!ReaderAccount.isOwn(ReaderAccount.of(generation, ofChart))) {
      return ReaderAccount.ofChart(ReaderAccount.OF_CHART);
    }
    return rights.plan(cluster).isPresent()
        ? ReaderAccount.limited(generation, namespace)
        : ReaderAccount.own(generation, cluster.istio().controlPlanes(), namespace);
  }

  /** The istiod that is configured in a cluster is given its credential by hand. */
  private Optional<HandoverPlan> handover(
      Cluster cluster, List<DiscoveryBase> homes, ReaderAccount account) {
    ApiServer server = cluster.kubernetes().server();
    return topology
        .mesh()
        .discovery()
        .store()
        .filter(store -> !topology.controlPlanes().isConfigCluster(cluster))
        .filter(store -> !cluster.kubernetes().reader().isIssued())
        .map(
            store ->
                new HandoverPlan(
                    store,
                    store.of(cluster.name()),
                    account.tokenSecret(),
                    server.hasOwnCa(),
                    homes.stream()
                        .filter(home -> cluster.kubernetes().reader().isFetched())
                        .map(home -> Layout.fetched(home.folder(), cluster.name()))
                        .toList()));
  }

  private Optional<TokenIssuer> issuer(Cluster cluster) {
    return topology
        .mesh()
        .discovery()
        .issuer()
        .filter(issuer -> cluster.kubernetes().reader().isIssued());
  }

  private InstallationPlan installation(
      Cluster cluster, Optional<GatewayPlan> eastWest, DataPlanePlan dataPlane) {
    List<Release> charts = releases.of(cluster, eastWest, dataPlane);
    Optional<SailPlan> sail = PlanSail.of(cluster, charts);
    return new InstallationPlan(sail.isPresent() ? PlanSail.leftToHelm(charts) : charts, sail);
  }
}
