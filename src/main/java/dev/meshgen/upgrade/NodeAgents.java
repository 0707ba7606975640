package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.DataPlanePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What to make sure of where agents on the nodes, and no sidecars, are what changes. */
final class NodeAgents {
  private final Mesh mesh;
  private final Contexts contexts;

  NodeAgents(Mesh mesh, Contexts contexts) {
    this.mesh = mesh;
    this.contexts = contexts;
  }

  /** That their workloads notice. */
  List<Check> before(Step step) {
    return contexts.of(step, Cluster::isAmbient).isEmpty()
        ? List.of()
        : List.of(
            new Check(
                "Choose the time: ztunnel is replaced on one node after the other, and what its"
                    + " Pods keep open longer than it waits is cut off",
                List.of()));
  }

  List<Check> after(Step step) {
    List<Check> checks = new ArrayList<>();
    rolledOut(step, Cluster::runsCni, "istio-cni-node", checks);
    rolledOut(step, Cluster::isAmbient, "ztunnel", checks);
    List<String> ambient = contexts.of(step, Cluster::isAmbient);
    if (!ambient.isEmpty()) {
      checks.add(
          new Check(
              "ztunnel knows the workloads, those of other clusters included",
              inTheirNamespaces(
                  step,
                  Cluster::isAmbient,
                  namespace ->
                      contexts.istioctl(
                          "ztunnel-config workloads daemonset/ztunnel." + namespace))));
      checks.add(
          new Check(
              "Waypoints and gateways, which istiod rolls out itself, have version "
                  + step.target().version()
                  + " and are synced",
              List.of(
                  Contexts.in(
                      ambient,
                      "kubectl --context $c get deployments --all-namespaces --selector"
                          + " gateway.networking.k8s.io/gateway-name"),
                  Contexts.in(ambient, contexts.istioctl("proxy-status")))));
    }
    return checks;
  }

  private void rolledOut(Step step, Predicate<Cluster> like, String name, List<Check> checks) {
    List<String> commands =
        inTheirNamespaces(
            step,
            like,
            namespace ->
                "kubectl --context $c -n " + namespace + " rollout status daemonset/" + name);
    if (!commands.isEmpty()) {
      checks.add(new Check(name + " runs on every node", commands));
    }
  }

  private List<String> inTheirNamespaces(
      Step step, Predicate<Cluster> like, UnaryOperator<String> command) {
    List<String> commands = new ArrayList<>();
    for (String namespace : List.of(mesh.istioNamespace(), DataPlanePlan.KUBE_SYSTEM)) {
      List<String> clusters =
          contexts.of(
              step,
              cluster ->
                  like.test(cluster)
                      && !cluster.controlPlane().isExternal()
                      && DataPlanePlan.nodeNamespace(cluster, mesh).equals(namespace));
      if (!clusters.isEmpty()) {
        commands.add(Contexts.in(clusters, command.apply(namespace)));
      }
    }
    return commands;
  }
}
