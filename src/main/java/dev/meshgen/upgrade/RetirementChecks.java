package dev.meshgen.upgrade;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.model.Install;
import dev.meshgen.model.Revision;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** What to make sure of before and after a control plane goes. */
final class RetirementChecks {
  /** The control plane without a revision. */
  private static final String UNREVISED = ControlPlanes.ISTIOD;

  private static final String ISTIOD = ControlPlanes.ISTIOD + "-";

  private final ControlPlanes controlPlanes;
  private final ClusterCommands contexts;
  private final Engines engines;

  RetirementChecks(Topology topology, ClusterCommands contexts) {
    this.controlPlanes = topology.controlPlanes();
    this.contexts = contexts;
    this.engines = Engines.of(topology.mesh());
  }

  /** The last moment at which a canary is good for something, beside what is not replaced. */
  List<ManualCheck> beforeReturn(UpgradeStep step) {
    String name = step.target().name();
    MissingUpgrade lacks = new MissingUpgrade(controlPlanes, step.target());
    List<String> trying = contexts.of(step, each -> lacks.runs(each) && MissingUpgrade.stays(each));
    return trying.isEmpty()
        ? List.of()
        : List.of(
            new ManualCheck(
                "Everything that selects "
                    + name
                    + " works. The control plane without a revision is upgraded in place: no tag"
                    + " moves the gateways and workloads that select it by istio-injection=enabled",
                List.of(
                    ClusterCommands.in(
                        trying, contexts.istioctl("proxy-status --revision " + name)))));
  }

  List<ManualCheck> before(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>();
    boolean retires = step.kind() == UpgradeStep.Kind.RETIRE;
    List<String> commands = new ArrayList<>();
    if (step.leaving().equals(List.of(UNREVISED))) {
      return leftAt(step);
    }
    for (String release : step.leaving()) {
      String selector = " --selector istio.io/rev=" + revision(release);
      commands.add(
          ClusterCommands.in(step.clusters(), "kubectl --context $c get namespaces" + selector));
    }
    commands.add(
        retires
            ? "kubectl --context CLUSTER label namespace NAMESPACE istio.io/rev-"
                + " istio-injection=enabled"
            : "kubectl --context CLUSTER label namespace NAMESPACE --overwrite istio.io/rev=TAG");
    commands.add("kubectl --context CLUSTER -n NAMESPACE rollout restart deployment");
    checks.add(
        new ManualCheck(
            "Namespaces that select "
                + String.join(", ", revisions(step))
                + " by name move by hand, and their workloads with them",
            commands));
    checks.addAll(leftAt(step));
    return checks;
  }

  private List<ManualCheck> leftAt(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>();
    List<String> primaries = contexts.primaries(step);
    if (!primaries.isEmpty()) {
      checks.add(
          new ManualCheck(
              "No proxy is left at " + String.join(", ", step.leaving()),
              List.of(ClusterCommands.in(primaries, contexts.istioctl("proxy-status")))));
    }
    return checks;
  }

  private static List<String> revisions(UpgradeStep step) {
    return step.leaving().stream().map(RetirementChecks::revision).toList();
  }

  private static String revision(String release) {
    return release.equals(UNREVISED) ? Revision.DEFAULT : release.substring(ISTIOD.length());
  }

  List<ManualCheck> after(UpgradeStep step) {
    List<ManualCheck> checks = new ArrayList<>();
    for (Engine engine : engines.all()) {
      List<String> clusters =
          contexts.of(
              step,
              each -> each.istio().install() == Install.HELM && engines.of(each).equals(engine));
      if (!clusters.isEmpty()) {
        step.leaving().forEach(release -> checks.add(after(step, clusters, engine, release)));
      }
    }
    List<String> operated = contexts.of(step, each -> each.istio().install() == Install.SAIL);
    if (!operated.isEmpty()) {
      checks.add(
          new ManualCheck(
              "The operator has uninstalled " + step.target().of(ControlPlanes.ISTIOD),
              List.of(ClusterCommands.in(operated, "kubectl --context $c get istiorevisions"))));
    }
    return checks;
  }

  private ManualCheck after(
      UpgradeStep step, List<String> clusters, Engine engine, String release) {
    return engine
        .pruning()
        .uninstalling()
        .map(
            kind ->
                new ManualCheck(
                    engine.name() + " has uninstalled " + release,
                    List.of(ClusterCommands.in(clusters, contexts.kubectl("get " + kind)))))
        .orElseGet(
            () ->
                new ManualCheck(
                    engine.name() + " keeps what it deployed: remove " + release,
                    deletions(step, clusters, release)));
  }

  private List<String> deletions(UpgradeStep step, List<String> clusters, String release) {
    String labelled = " -l release=" + release;
    List<String> commands = new ArrayList<>();
    String kinds = "deployment,service,configmap,serviceaccount,role,rolebinding,hpa,pdb";
    commands.add(ClusterCommands.in(clusters, contexts.kubectl("delete " + kinds + labelled)));
    commands.add(
        ClusterCommands.in(
            clusters,
            "kubectl --context $c delete clusterrole,clusterrolebinding,"
                + "mutatingwebhookconfiguration,validatingwebhookconfiguration"
                + labelled));
    List<String> remotes = new ArrayList<>(clusters);
    remotes.removeAll(contexts.primaries(step));
    if (!remotes.isEmpty()) {
      // What leads to the primary carries no name of a release.
      String way = "service/" + release + " endpointslice/" + release;
      commands.add(ClusterCommands.in(remotes, contexts.kubectl("delete " + way)));
    }
    return commands;
  }
}
