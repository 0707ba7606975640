package dev.meshgen.report;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.NetworkPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The mesh as a Mermaid flowchart. */
final class TopologyGraph {
  /** Above this, a picture of every cluster is unreadable, and some viewers refuse it. */
  private static final int MOST_CLUSTERS = 24;

  private static final int MOST_NETWORKS = 12;

  private final MeshPlan plan;

  TopologyGraph(MeshPlan plan) {
    this.plan = plan;
  }

  List<VerbatimText> lines() {
    List<VerbatimText> lines = new ArrayList<>();
    List<NetworkPlan> networks = plan.networks();
    boolean everyCluster = plan.clusters().size() <= MOST_CLUSTERS;
    Map<String, String> nodes = new TreeMap<>();
    for (int i = 0; i < networks.size(); i++) {
      if (everyCluster) {
        addNetwork(lines, networks.get(i), nodes);
      } else if (i < MOST_NETWORKS) {
        int size = networks.get(i).clusters().size();
        add(
            lines,
            "  "
                + id("n", networks.get(i).name())
                + "[\""
                + networks.get(i).name()
                + ": "
                + size
                + (size == 1 ? " cluster" : " clusters")
                + "\"]");
      }
    }
    if (!everyCluster && networks.size() > MOST_NETWORKS) {
      add(lines, "  more[\"and " + (networks.size() - MOST_NETWORKS) + " more networks\"]");
    }
    addHosts(lines, everyCluster, nodes);
    addControl(lines, nodes);
    addLinks(lines, everyCluster ? networks.size() : Math.min(networks.size(), MOST_NETWORKS));
    return lines;
  }

  /**
   * Networks with a gateway reach each other, unless no group joins them: two by one line, more
   * through a node between them, because a line for each pair is a picture of nothing.
   */
  private void addLinks(List<VerbatimText> lines, int shown) {
    List<String> linked = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      NetworkPlan network = plan.networks().get(i);
      if (network.linked()) {
        linked.add(id("n", network.name()));
      }
    }
    if (linked.size() == 2) {
      String port = plan.gatewayPort().map(number -> "|" + number + "|").orElse("");
      add(lines, "  " + linked.get(0) + " <-->" + port + " " + linked.get(1));
    } else if (linked.size() > 2) {
      add(lines, "  gateways([\"" + PicturedMesh.hub(plan) + "\"])");
      linked.forEach(network -> add(lines, "  " + network + " <--> gateways"));
    }
  }

  /** From each remote to the primary it connects to; the others only stand by. */
  private void addControl(List<VerbatimText> lines, Map<String, String> nodes) {
    for (ClusterPlan cluster : plan.clusters()) {
      String remote = nodes.get(cluster.name());
      if (remote != null && cluster.remoteOf().isPresent()) {
        String primary = nodes.get(cluster.remoteOf().get().first());
        add(lines, "  " + remote + " -.->|istiod| " + primary);
      }
    }
  }

  /** Clusters that are part of no network. */
  private void addHosts(List<VerbatimText> lines, boolean everyCluster, Map<String, String> nodes) {
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.hosting().isPresent() && everyCluster) {
        String host = id("c", cluster.name());
        nodes.put(cluster.name(), host);
        add(lines, "  " + host + "[\"" + cluster.name() + "\"]");
      }
    }
  }

  /** A cluster by its name, with its state if that is not the usual one. */
  private String label(String name) {
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.name().equals(name) && !Topology.isActive(cluster.cluster())) {
        return name + ", " + cluster.cluster().state().id();
      }
    }
    return name;
  }

  private void addNetwork(
      List<VerbatimText> lines, NetworkPlan network, Map<String, String> nodes) {
    add(lines, "  subgraph " + id("n", network.name()) + "[\"network " + network.name() + "\"]");
    for (String cluster : network.clusters()) {
      String node = id("c", cluster);
      nodes.put(cluster, node);
      add(lines, "    " + node + "[\"" + label(cluster) + "\"]");
    }
    add(lines, "  end");
  }

  /**
   * Of a name alone, so that one more network or cluster changes no other line. Mermaid takes
   * letters, digits and underscores; the prefix keeps its own words apart. Two names never share an
   * id: an underscore is a hyphen, an X begins and ends the code of what is written otherwise, and
   * so is an X of the name.
   */
  static String id(String prefix, String name) {
    StringBuilder id = new StringBuilder(prefix).append('_');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' && c != 'X';
      boolean plain = letter || c >= '0' && c <= '9';
      id.append(plain ? String.valueOf(c) : c == '-' ? "_" : "X" + Integer.toHexString(c) + "X");
    }
    return id.toString();
  }

  private static void add(List<VerbatimText> lines, String line) {
    lines.add(new VerbatimText(line));
  }
}
