package dev.meshgen.report;

import dev.meshgen.istio.ClusterShell;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The commands that show whether a mesh is up, with the names that it has. */
final class VerifyReadme {
  /** Others have them as well. */
  private static final int MOST_GATEWAYS = 12;

  private final MeshPlan plan;
  private final ClusterShell shell;

  private VerifyReadme(MeshPlan plan) {
    this.plan = plan;
    this.shell = new ClusterShell(plan.mesh().istioNamespace());
  }

  /**
   * A template's view.
   *
   * @param placeholders whether the clusters are too many to be named
   * @param gateways what each istiod should say of the other networks, where the spec knows
   * @param more how many gateways there are besides, if any
   */
  record View(
      List<VerbatimText> commands,
      boolean placeholders,
      List<Gateway> gateways,
      Optional<Integer> more) {}

  /** Where a network is reached. */
  record Gateway(String network, String address, int port) {}

  static Optional<View> of(MeshPlan plan) {
    return plan.clusters().size() < 2
        ? Optional.empty()
        : Optional.of(new VerifyReadme(plan).view());
  }

  private View view() {
    List<VerbatimText> commands = new ArrayList<>();
    List<String> members = names(cluster -> cluster.hosting().isEmpty());
    add(
        commands,
        plan.signs() != KeyHolder.CLUSTER
            ? "Equal, and that of " + Layout.ROOT_CERTIFICATE
            : "Equal",
        members,
        shell.rootCertificates() + " | openssl x509 -noout -fingerprint -sha256");
    List<String> readers =
        names(cluster -> plan.topology().discovery().discoversOthers(cluster.cluster()));
    if (!readers.isEmpty()) {
      add(commands, "Every other cluster: synced", readers, istioctl("clusterz"));
      if (plan.topology().networks().areSeveral()) {
        add(commands, "A gateway of every other network", readers, istioctl("networkz"));
        endpoints().ifPresent(commands::addAll);
      }
    }
    List<Gateway> gateways = gateways();
    int shown = Math.min(gateways.size(), MOST_GATEWAYS);
    return new View(
        commands,
        ClusterShell.areTooMany(members) || ClusterShell.areTooMany(readers),
        gateways.subList(0, shown),
        Optional.of(gateways.size() - shown).filter(more -> more > 0));
  }

  /** What a proxy is told of a Service of another network; ambient workloads have none to ask. */
  private Optional<List<VerbatimText>> endpoints() {
    return plan.clusters().stream()
        .map(ClusterPlan::cluster)
        .filter(Topology::isConnected)
        .filter(cluster -> !cluster.isAmbient() && Topology.hasWorkloads(cluster))
        .findFirst()
        .map(
            cluster ->
                List.of(
                    new VerbatimText(
                        "# The gateway of the network that the Service is in, and no Pod of it"),
                    new VerbatimText(
                        "istioctl --context "
                            + cluster.name()
                            + " -n NAMESPACE proxy-config endpoints POD \\"),
                    new VerbatimText(
                        "  --cluster 'outbound|PORT||SERVICE.NAMESPACE.svc."
                            + plan.mesh().clusterDomain()
                            + "'")));
  }

  private static void add(
      List<VerbatimText> commands, String expected, List<String> clusters, String command) {
    commands.add(new VerbatimText("# " + expected));
    ClusterShell.lines(clusters, command).forEach(line -> commands.add(new VerbatimText(line)));
  }

  private String istioctl(String question) {
    return shell.istioctl("x internal-debug " + question);
  }

  private List<String> names(Predicate<ClusterPlan> which) {
    return plan.clusters().stream()
        .filter(cluster -> Topology.isConnected(cluster.cluster()))
        .filter(which)
        .map(ClusterPlan::name)
        .toList();
  }

  private List<Gateway> gateways() {
    List<Gateway> gateways = new ArrayList<>();
    for (ClusterPlan planned : plan.clusters()) {
      Cluster cluster = planned.cluster();
      Optional<GatewayPlan> gateway = planned.eastWest();
      if (gateway.isPresent()
          && plan.topology().gateways().isFound(cluster)
          && plan.isLinked(planned)) {
        int port = gateway.get().port();
        EastWest.Addresses addresses = cluster.eastWest().addresses();
        addresses
            .perNetwork()
            .forEach(
                (network, address) ->
                    gateways.add(
                        new Gateway(cluster.network(), address + ", from " + network, port)));
        addresses
            .usual()
            .ifPresent(address -> gateways.add(new Gateway(cluster.network(), address, port)));
      }
    }
    return gateways;
  }
}
