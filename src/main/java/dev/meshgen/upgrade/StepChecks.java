package dev.meshgen.upgrade;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.istio.ClusterShell;
import dev.meshgen.model.Install;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** What to make sure of before and after a step. Contexts of kubectl are called as the clusters. */
public final class StepChecks {
  private final DiscoveryGraph discovery;
  private final ClusterCommands contexts;
  private final Engines engines;
  private final RetirementChecks leaving;
  private final GatewayChecks gateways;
  private final NodeAgentChecks agents;

  public StepChecks(Topology topology) {
    this.discovery = topology.discovery();
    this.contexts = new ClusterCommands(topology);
    this.engines = Engines.of(topology.mesh());
    this.leaving = new RetirementChecks(topology, contexts);
    this.gateways = new GatewayChecks(topology, contexts);
    this.agents = new NodeAgentChecks(topology, contexts);
  }

  /** Before it is merged. */
  public List<ManualCheck> before(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>();
    switch (step.kind()) {
      case PROMOTE, RETIRE -> checks.addAll(leaving.before(step));
      case CANARY -> operator(step, checks);
      case IN_PLACE -> {
        operator(step, checks);
        checks.addAll(leaving.beforeReturn(step));
        checks.addAll(agents.before(step));
      }
      case TAGS, CLEAN_UP -> {}
    }
    return checks;
  }

  private void operator(UpgradeStep step, List<ManualCheck> checks) {
    List<String> operated = contexts.of(step, each -> each.istio().install() == Install.SAIL);
    if (!operated.isEmpty()) {
      checks.add(
          new ManualCheck(
              "The Sail Operator has v" + step.target().version(),
              List.of(
                  ClusterShell.in(
                      operated, ClusterShell.kubectlAnywhere("explain istio.spec.version")))));
    }
  }

  /** After it is merged and applied. */
  public List<ManualCheck> after(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>(applied(step));
    switch (step.kind()) {
      case CANARY -> serves(step, step.target().of(ControlPlanes.ISTIOD), checks);
      case TAGS -> restart(step, checks);
      case IN_PLACE -> {
        serves(step, ControlPlanes.ISTIOD, checks);
        checks.addAll(gateways.after(step));
        checks.addAll(agents.after(step));
        restart(step, checks);
      }
      case PROMOTE, RETIRE -> checks.addAll(leaving.after(step));
      case CLEAN_UP ->
          checks.add(
              new ManualCheck("The rendered tree is unchanged", List.of("meshgen render --check")));
    }
    return checks;
  }

  /** That its engine has applied it, which nothing else below makes sense before. */
  private List<ManualCheck> applied(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>();
    for (Engine engine : engines.all()) {
      List<String> clusters = contexts.of(step, each -> engines.of(each).equals(engine));
      if (!clusters.isEmpty()) {
        checks.add(
            new ManualCheck(
                engine.name() + " has applied it",
                List.of(ClusterShell.in(clusters, engine.applied(ClusterShell.EACH)))));
      }
    }
    return checks;
  }

  private void serves(UpgradeStep step, String istiod, List<ManualCheck> checks) {
    List<String> primaries = contexts.primaries(step);
    if (!primaries.isEmpty()) {
      String rollout = contexts.shell().kubectl("rollout status deployment/" + istiod);
      checks.add(new ManualCheck(istiod + " serves", List.of(ClusterShell.in(primaries, rollout))));
    }
    List<String> readers = contexts.of(step, discovery::discoversOthers);
    if (!readers.isEmpty()) {
      String revision =
          step.kind() == UpgradeStep.Kind.CANARY ? " --revision " + step.target().id() : "";
      checks.add(
          new ManualCheck(
              "It has synced with every cluster that it discovers",
              List.of(
                  ClusterShell.in(
                      readers, contexts.shell().istioctl("remote-clusters" + revision)))));
    }
  }

  private void restart(UpgradeStep step, List<ManualCheck> checks) {
    List<String> clusters =
        contexts.of(step, cluster -> !cluster.isAmbient() && Topology.hasWorkloads(cluster));
    if (clusters.isEmpty()) {
      return;
    }
    List<String> commands = new ArrayList<>();
    for (String tag : step.tags()) {
      String selector =
          tag.equals(Revision.DEFAULT) ? "istio-injection=enabled" : "istio.io/rev=" + tag;
      commands.add(
          ClusterShell.in(
              clusters, ClusterShell.kubectlAnywhere("get namespaces --selector " + selector)));
    }
    commands.add("kubectl --context CLUSTER -n NAMESPACE rollout restart deployment");
    checks.add(new ManualCheck("Restart the workloads, a namespace at a time", commands));
    List<String> asked = contexts.serving(clusters);
    checks.add(
        new ManualCheck(
            step.kind() == UpgradeStep.Kind.TAGS
                ? "They are at " + step.target().of(ControlPlanes.ISTIOD) + " and synced"
                : "They have version " + step.target().version() + " and are synced",
            List.of(ClusterShell.in(asked, contexts.shell().istioctl("proxy-status")))));
  }
}
