package dev.meshgen.report;

import dev.meshgen.model.Cluster;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.NetworkPlan;
import dev.meshgen.report.MeshPicture.Edge;
import dev.meshgen.report.MeshPicture.Group;
import dev.meshgen.report.MeshPicture.Hub;
import dev.meshgen.report.MeshPicture.Node;
import dev.meshgen.report.MeshPicture.Tone;
import dev.meshgen.report.PictureMarks.Mark;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import dev.meshgen.trust.TrustStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Derives the picture of a plan: every cluster, or one node for many. */
public final class PicturedMesh {
  /** Above this, a picture of every cluster is unreadable, and some viewers refuse it. */
  private static final int MOST_CLUSTERS = 24;

  /** Above this, so is one of every network, where each cluster has its own. */
  private static final int MOST_NETWORKS = 48;

  /** So many networks of a mesh of many clusters are worth their lines in a README. */
  private static final int MOST_NETWORKS_PLAIN = 12;

  private final MeshPlan plan;
  private final PictureMarks marks;
  private final Map<String, TrustStatus.Line> trust = new TreeMap<>();

  /**
   * Of a plan.
   *
   * @param trust what the locks of its tree say of certificates, if there is one
   */
  public PicturedMesh(MeshPlan plan, Optional<TrustStatus> trust) {
    this(plan, trust, PictureMarks.NONE);
  }

  /** The same with marks. */
  public PicturedMesh(MeshPlan plan, Optional<TrustStatus> trust, PictureMarks marks) {
    this.plan = plan;
    this.marks = marks;
    trust.ifPresent(
        status ->
            status
                .lines()
                .forEach(
                    line ->
                        line.signer()
                            .cluster()
                            .ifPresent(cluster -> this.trust.put(cluster, line))));
  }

  /** Every cluster while there are few, else every network, region or platform. */
  public MeshPicture fitting() {
    if (plan.clusters().size() <= MOST_CLUSTERS) {
      return byCluster();
    }
    if (plan.networks().size() <= MOST_NETWORKS) {
      return byNetwork();
    }
    long regions = plan.clusters().stream().map(each -> region(each.cluster())).distinct().count();
    return regions > 1 && regions <= MOST_NETWORKS
        ? together(PicturedMesh::region, "region ")
        : together(cluster -> cluster.platform().id(), "platform ");
  }

  private static String region(Cluster cluster) {
    return cluster.identity().region().orElse("unknown");
  }

  /** Every cluster, in its network. */
  public MeshPicture byCluster() {
    return picture(groups(this::node), Cluster::name);
  }

  /**
   * The same, or only the networks of many clusters, without what no one would review as a change
   * of the mesh: for a file that is committed.
   */
  MeshPicture plain() {
    List<NetworkPlan> networks = plan.networks();
    if (plan.clusters().size() <= MOST_CLUSTERS) {
      return picture(groups(PicturedMesh::plain), Cluster::name);
    }
    int shown = Math.min(networks.size(), MOST_NETWORKS_PLAIN);
    List<Group> groups = networks.subList(0, shown).stream().map(PicturedMesh::counted).toList();
    return new MeshPicture(
        plan.mesh().name(),
        groups,
        Optional.of(networks.size() - shown)
            .filter(more -> more > 0)
            .map(more -> "and " + more + " more networks"),
        hub(groups.stream().filter(Group::linked).count()),
        List.of());
  }

  private static Group counted(NetworkPlan network) {
    String title = network.name() + ": " + count(network.clusters().size(), "cluster");
    return new Group(network.name(), title, network.linked(), List.of());
  }

  /** A cluster by its name, with its state if that is not the usual one. */
  private static Node plain(ClusterPlan cluster) {
    boolean usual = cluster.hosting().isPresent() || Topology.isActive(cluster.cluster());
    String title = usual ? cluster.name() : cluster.name() + ", " + cluster.cluster().state().id();
    return new Node(cluster.name(), title, List.of(), false, Tone.UNKNOWN, Optional.empty());
  }

  private List<Group> groups(Function<ClusterPlan, Node> drawn) {
    List<Group> groups = new ArrayList<>();
    for (NetworkPlan network : plan.networks()) {
      List<Node> nodes = plan.clusters().stream().filter(network::has).map(drawn).toList();
      groups.add(new Group(network.name(), "network " + network.name(), network.linked(), nodes));
    }
    List<Node> hosts =
        plan.clusters().stream()
            .filter(cluster -> cluster.hosting().isPresent())
            .map(drawn)
            .toList();
    if (!hosts.isEmpty()) {
      groups.add(new Group("", "", false, hosts));
    }
    return groups;
  }

  /** One node for all clusters of a network. */
  public MeshPicture byNetwork() {
    return together(Cluster::network, "network ");
  }

  /** One node for all clusters with the same value of a label. */
  public MeshPicture byLabel(String key) {
    return together(cluster -> cluster.labels().getOrDefault(key, "without " + key), key + ": ");
  }

  private MeshPicture together(Function<Cluster, String> key, String words) {
    SortedMap<String, List<ClusterPlan>> alike = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      alike.computeIfAbsent(key.apply(cluster.cluster()), name -> new ArrayList<>()).add(cluster);
    }
    List<Node> nodes = new ArrayList<>();
    alike.forEach((name, clusters) -> nodes.add(node(name, words + name, clusters)));
    return picture(List.of(new Group("", "", false, nodes)), key);
  }

  private MeshPicture picture(List<Group> groups, Function<Cluster, String> key) {
    return new MeshPicture(
        plan.mesh().name(),
        groups,
        Optional.empty(),
        hub(plan.networks().stream().filter(NetworkPlan::linked).count()),
        control(key));
  }

  private Optional<Hub> hub(long linked) {
    return linked > 1 ? Optional.of(new Hub(plan.gatewayPort())) : Optional.empty();
  }

  /** From each remote to the primary that it connects to, or from all of one node to another. */
  private List<Edge> control(Function<Cluster, String> key) {
    Set<Edge> edges = new LinkedHashSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.remoteOf().isPresent()) {
        String primary = cluster.remoteOf().get().first();
        plan.topology()
            .find(primary)
            .map(key)
            .filter(to -> !to.equals(key.apply(cluster.cluster())))
            .ifPresent(to -> edges.add(new Edge(key.apply(cluster.cluster()), to, "istiod")));
      }
    }
    return List.copyOf(edges);
  }

  private Node node(ClusterPlan planned) {
    Cluster cluster = planned.cluster();
    List<String> lines = new ArrayList<>();
    lines.add(
        ControlPlanes.role(cluster)
            + ", Istio "
            + cluster.istio().version()
            + ", "
            + cluster.platform().id());
    if (!Topology.isActive(cluster)) {
      lines.add(cluster.state().id());
    }
    if (planned.eastWest().isPresent()) {
      lines.add("east-west gateway, port " + planned.eastWest().get().port());
    }
    int discovered = plan.topology().discovery().watched(cluster);
    if (discovered > 0) {
      lines.add("discovers " + count(discovered, "cluster"));
    }
    days(planned).ifPresent(lines::add);
    Optional<Mark> mark = marks.of(cluster.name());
    mark.map(Mark::words).ifPresent(lines::add);
    return new Node(
        cluster.name(), cluster.name(), lines, false, tone(planned), mark.map(Mark::kind));
  }

  private Node node(String name, String title, List<ClusterPlan> clusters) {
    List<String> lines = new ArrayList<>();
    lines.add(count(clusters.size(), "cluster"));
    lines.add(counted(clusters, each -> "Istio " + each.cluster().istio().version()));
    lines.add(counted(clusters, each -> each.cluster().platform().id()));
    long moving = clusters.stream().filter(each -> !Topology.isActive(each.cluster())).count();
    if (moving > 0) {
      lines.add(moving + " joining or leaving");
    }
    clusters.stream()
        .filter(each -> trust.containsKey(each.name()))
        .min((one, other) -> Long.compare(left(one), left(other)))
        .flatMap(this::days)
        .ifPresent(lines::add);
    Tone worst = clusters.stream().map(this::tone).reduce(Tone.UNKNOWN, Tone::worse);
    boolean linked = clusters.stream().anyMatch(plan::isLinked);
    Optional<Mark> mark = marks.of(clusters.stream().map(ClusterPlan::name).toList());
    mark.map(Mark::words).ifPresent(lines::add);
    return new Node(name, title, lines, linked, worst, mark.map(Mark::kind));
  }

  private static String counted(List<ClusterPlan> clusters, Function<ClusterPlan, String> fact) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    clusters.forEach(cluster -> counts.merge(fact.apply(cluster), 1, Integer::sum));
    return counts.size() == 1
        ? counts.firstKey()
        : String.join(
            ", ",
            counts.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).toList());
  }

  private long left(ClusterPlan cluster) {
    return trust.get(cluster.name()).daysLeft();
  }

  private Optional<String> days(ClusterPlan cluster) {
    return Optional.ofNullable(trust.get(cluster.name()))
        .map(
            line ->
                line.daysLeft() < 0
                    ? "intermediate expired"
                    : "intermediate: " + count((int) line.daysLeft(), "day") + " left");
  }

  private Tone tone(ClusterPlan cluster) {
    return Optional.ofNullable(trust.get(cluster.name()))
        .map(line -> Tone.valueOf(line.state().name()))
        .orElse(Tone.UNKNOWN);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
