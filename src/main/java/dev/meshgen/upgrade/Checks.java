package dev.meshgen.upgrade;

import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import java.util.ArrayList;
import java.util.List;

/** What to make sure of before and after a step. Contexts of kubectl are called as the clusters. */
public final class Checks {
  private static final String IMAGES = " --output jsonpath='{.items[*].spec.containers[*].image}'";

  private final Mesh mesh;
  private final Contexts contexts;
  private final Leaving leaving;
  private final NodeAgents agents;

  public Checks(Mesh mesh) {
    this.mesh = mesh;
    this.contexts = new Contexts(mesh);
    this.leaving = new Leaving(mesh, contexts);
    this.agents = new NodeAgents(mesh, contexts);
  }

  /** Before it is merged. */
  public List<Check> before(Step step) {
    List<Check> checks = new ArrayList<>();
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

  private void operator(Step step, List<Check> checks) {
    List<String> operated = contexts.of(step, each -> each.istio().install() == Install.SAIL);
    if (!operated.isEmpty()) {
      checks.add(
          new Check(
              "The Sail Operator has v" + step.target().version(),
              List.of(Contexts.in(operated, "kubectl --context $c explain istio.spec.version"))));
    }
  }

  /** After it is merged and applied. */
  public List<Check> after(Step step) {
    List<Check> checks = new ArrayList<>();
    switch (step.kind()) {
      case CANARY -> serves(step, step.target().of("istiod"), checks);
      case TAGS -> restart(step, checks);
      case IN_PLACE -> {
        serves(step, "istiod", checks);
        gateways(step, checks);
        checks.addAll(agents.after(step));
        restart(step, checks);
      }
      case PROMOTE, RETIRE -> checks.addAll(leaving.after(step));
      case CLEAN_UP ->
          checks.add(
              new Check("The rendered tree stays as it is", List.of("meshgen render --check")));
    }
    return checks;
  }

  private void serves(Step step, String istiod, List<Check> checks) {
    List<String> primaries = contexts.primaries(step);
    if (!primaries.isEmpty()) {
      String rollout = contexts.kubectl("rollout status deployment/" + istiod);
      checks.add(new Check(istiod + " serves", List.of(Contexts.in(primaries, rollout))));
      String revision =
          step.kind() == Step.Kind.CANARY ? " --revision " + step.target().name() : "";
      checks.add(
          new Check(
              "It has synced with every other cluster",
              List.of(Contexts.in(primaries, contexts.istioctl("remote-clusters" + revision)))));
    }
  }

  /** Their chart starts them anew by itself; with which proxy, says the istiod of that moment. */
  private void gateways(Step step, List<Check> checks) {
    List<String> clusters = Gateways.ofCharts(mesh, step.clusters());
    if (!clusters.isEmpty()) {
      String selector = " --selector istio=eastwestgateway";
      checks.add(
          new Check(
              "East-west gateways have version "
                  + step.target().version()
                  + "; restart those that do not",
              List.of(
                  Contexts.in(clusters, contexts.kubectl("get pods" + selector + IMAGES)),
                  Contexts.in(
                      clusters, contexts.kubectl("rollout restart deployment" + selector)))));
    }
  }

  private void restart(Step step, List<Check> checks) {
    List<String> clusters =
        contexts.of(step, cluster -> !cluster.isAmbient() && !cluster.controlPlane().isExternal());
    if (clusters.isEmpty()) {
      return;
    }
    List<String> commands = new ArrayList<>();
    for (String tag : step.tags()) {
      String selector =
          tag.equals(Revision.DEFAULT) ? "istio-injection=enabled" : "istio.io/rev=" + tag;
      commands.add(
          Contexts.in(clusters, "kubectl --context $c get namespaces --selector " + selector));
    }
    commands.add("kubectl --context CLUSTER -n NAMESPACE rollout restart deployment");
    checks.add(new Check("Restart the workloads, a namespace at a time", commands));
    List<String> asked = contexts.serving(clusters);
    checks.add(
        new Check(
            step.kind() == Step.Kind.TAGS
                ? "They are at " + step.target().of("istiod") + " and synced"
                : "They have version " + step.target().version() + " and are synced",
            List.of(Contexts.in(asked, contexts.istioctl("proxy-status")))));
  }
}
