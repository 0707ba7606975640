package dev.meshgen.upgrade;

import dev.meshgen.model.Delivery;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;

/** What to make sure of before and after a control plane goes. */
final class Leaving {
  private static final String ISTIOD = "istiod-";

  private final Mesh mesh;
  private final Contexts contexts;
  private final boolean argo;

  Leaving(Mesh mesh, Contexts contexts) {
    this.mesh = mesh;
    this.contexts = contexts;
    this.argo = mesh.delivery() instanceof Delivery.ArgoCd;
  }

  /** The last moment at which a canary is good for something, beside what is not replaced. */
  List<Check> beforeReturn(Step step) {
    String name = step.target().name();
    Lacks lacks = new Lacks(mesh, step.target());
    List<String> trying = contexts.of(step, each -> lacks.runs(each) && Lacks.stays(each));
    return trying.isEmpty()
        ? List.of()
        : List.of(
            new Check(
                "What selects "
                    + name
                    + " works. The control plane without a revision gets its version where it is,"
                    + " since no tag moves the gateways and what selects it by"
                    + " istio-injection=enabled",
                List.of(
                    Contexts.in(trying, contexts.istioctl("proxy-status --revision " + name)))));
  }

  List<Check> before(Step step) {
    List<Check> checks = new ArrayList<>();
    boolean retires = step.kind() == Step.Kind.RETIRE;
    List<String> commands = new ArrayList<>();
    for (String release : step.leaving()) {
      String selector = " --selector istio.io/rev=" + release.substring(ISTIOD.length());
      commands.add(Contexts.in(step.clusters(), "kubectl --context $c get namespaces" + selector));
    }
    commands.add(
        retires
            ? "kubectl --context CLUSTER label namespace NAMESPACE istio.io/rev-"
                + " istio-injection=enabled"
            : "kubectl --context CLUSTER label namespace NAMESPACE --overwrite istio.io/rev=TAG");
    commands.add("kubectl --context CLUSTER -n NAMESPACE rollout restart deployment");
    checks.add(
        new Check(
            "Namespaces that select "
                + String.join(", ", revisions(step))
                + " by name move by hand, and their workloads with them",
            commands));
    List<String> primaries = contexts.primaries(step);
    if (!primaries.isEmpty()) {
      checks.add(
          new Check(
              "No proxy is left at " + String.join(", ", step.leaving()),
              List.of(Contexts.in(primaries, contexts.istioctl("proxy-status")))));
    }
    return checks;
  }

  private static List<String> revisions(Step step) {
    return step.leaving().stream().map(each -> each.substring(ISTIOD.length())).toList();
  }

  List<Check> after(Step step) {
    List<Check> checks = new ArrayList<>();
    List<String> clusters = contexts.of(step, each -> each.istio().install() == Install.HELM);
    if (!clusters.isEmpty()) {
      for (String release : step.leaving()) {
        checks.add(argo ? left(step, clusters, release) : uninstalled(clusters, release));
      }
    }
    List<String> operated = contexts.of(step, each -> each.istio().install() == Install.SAIL);
    if (!operated.isEmpty()) {
      checks.add(
          new Check(
              "The operator has uninstalled " + step.target().of("istiod"),
              List.of(Contexts.in(operated, "kubectl --context $c get istiorevisions"))));
    }
    return checks;
  }

  private Check left(Step step, List<String> clusters, String release) {
    String labelled = " -l release=" + release;
    List<String> commands = new ArrayList<>();
    String kinds = "deployment,service,configmap,serviceaccount,role,rolebinding,hpa,pdb";
    commands.add(Contexts.in(clusters, contexts.kubectl("delete " + kinds + labelled)));
    commands.add(
        Contexts.in(
            clusters,
            "kubectl --context $c delete clusterrole,clusterrolebinding,"
                + "mutatingwebhookconfiguration,validatingwebhookconfiguration"
                + labelled));
    List<String> remotes = new ArrayList<>(clusters);
    remotes.removeAll(contexts.primaries(step));
    if (!remotes.isEmpty()) {
      // What leads to the primary carries no name of a release.
      String way = "service/" + release + " endpointslice/" + release;
      commands.add(Contexts.in(remotes, contexts.kubectl("delete " + way)));
    }
    return new Check("Argo CD leaves what it deployed: take " + release + " away", commands);
  }

  private Check uninstalled(List<String> clusters, String release) {
    return new Check(
        "Flux has uninstalled " + release,
        List.of(Contexts.in(clusters, contexts.kubectl("get helmreleases"))));
  }
}
