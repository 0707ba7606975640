package dev.meshgen.upgrade;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.ClusterShell;
import dev.meshgen.model.Cluster;
import dev.meshgen.platform.NodeAgents;
import dev.meshgen.topology.DataPlanes;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What to make sure of where agents on the nodes, and no sidecars, are what changes. */
final class NodeAgentChecks {
  private final Topology topology;
  private final ClusterCommands contexts;

  NodeAgentChecks(Topology topology, ClusterCommands contexts) {
    this.topology = topology;
    this.contexts = contexts;
  }

  /** That their workloads notice. */
  List<ManualCheck> before(UpgradeStep step) {
    return contexts.of(step, Cluster::isAmbient).isEmpty()
        ? List.of()
        : List.of(
            new ManualCheck(
                "Choose a quiet time: ztunnel is replaced node by node, and connections that stay"
                    + " open longer than its grace period are closed",
                List.of()));
  }

  List<ManualCheck> after(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>();
    rolledOut(step, DataPlanes::runsCni, "istio-cni-node", checks);
    rolledOut(step, Cluster::isAmbient, Chart.ZTUNNEL.installed(), checks);
    List<String> ambient = contexts.of(step, Cluster::isAmbient);
    if (!ambient.isEmpty()) {
      workloads(step, this::learnsOfOthers, ", those of other clusters included", checks);
      workloads(step, cluster -> !learnsOfOthers(cluster), " of its own cluster", checks);
      checks.add(
          new ManualCheck(
              "Waypoints and gateways, which istiod rolls out itself, have version "
                  + step.target().version()
                  + " and are synced",
              List.of(
                  ClusterShell.in(
                      ambient,
                      ClusterShell.kubectlAnywhere(
                          "get deployments --all-namespaces --selector"
                              + " gateway.networking.k8s.io/gateway-name")),
                  ClusterShell.in(ambient, contexts.shell().istioctl("proxy-status")))));
    }
    return checks;
  }

  /** Whether the ztunnel of a cluster is told of workloads elsewhere. */
  private boolean learnsOfOthers(Cluster cluster) {
    return topology.dataPlanes().speaksHbone(cluster)
        && topology.discovery().discoversOthers(cluster);
  }

  private void workloads(
      UpgradeStep step, Predicate<Cluster> like, String which, List<ManualCheck> checks) {
    List<String> commands =
        inTheirNamespaces(
            step,
            cluster -> cluster.isAmbient() && like.test(cluster),
            namespace ->
                contexts
                    .shell()
                    .istioctl("ztunnel-config workloads daemonset/ztunnel." + namespace));
    if (!commands.isEmpty()) {
      checks.add(new ManualCheck("ztunnel knows the workloads" + which, commands));
    }
  }

  private void rolledOut(
      UpgradeStep step, Predicate<Cluster> like, String name, List<ManualCheck> checks) {
    List<String> commands =
        inTheirNamespaces(
            step,
            like,
            namespace -> ClusterShell.kubectl(namespace, "rollout status daemonset/" + name));
    if (!commands.isEmpty()) {
      checks.add(new ManualCheck(name + " runs on every node", commands));
    }
  }

  private List<String> inTheirNamespaces(
      UpgradeStep step, Predicate<Cluster> like, UnaryOperator<String> command) {
    List<String> commands = new ArrayList<>();
    for (String namespace : namespaces()) {
      List<String> clusters =
          contexts.of(
              step,
              cluster ->
                  like.test(cluster)
                      && NodeAgents.namespace(cluster, topology.mesh()).equals(namespace));
      if (!clusters.isEmpty()) {
        commands.add(ClusterShell.in(clusters, command.apply(namespace)));
      }
    }
    return commands;
  }

  /** Istio's own first. */
  private Set<String> namespaces() {
    Set<String> namespaces = new LinkedHashSet<>();
    namespaces.add(topology.mesh().istioNamespace());
    topology
        .mesh()
        .clusters()
        .forEach(cluster -> namespaces.add(NodeAgents.namespace(cluster, topology.mesh())));
    return namespaces;
  }
}
