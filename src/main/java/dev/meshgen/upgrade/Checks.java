package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import java.util.ArrayList;
import java.util.List;

/** What to make sure of before and after a step. Contexts of kubectl are called as the clusters. */
public final class Checks {
  private static final String IMAGES = " --output jsonpath='{.items[*].spec.containers[*].image}'";

  private final Mesh mesh;
  private final boolean argo;

  public Checks(Mesh mesh) {
    this.mesh = mesh;
    this.argo = mesh.delivery() instanceof Delivery.ArgoCd;
  }

  /** Before it is merged. */
  public List<Check> before(Step step) {
    List<Check> checks = new ArrayList<>();
    List<String> operated = installed(step, Install.SAIL);
    boolean installs = step.kind() == Step.Kind.CANARY || step.kind() == Step.Kind.IN_PLACE;
    if (installs && !operated.isEmpty()) {
      checks.add(
          new Check(
              "The Sail Operator has v" + step.target().version(),
              List.of(in(operated, "kubectl --context $c explain istio.spec.version"))));
    }
    if (step.kind() == Step.Kind.PROMOTE) {
      String istiod = step.target().of("istiod");
      proxies("an istiod other than " + istiod, primaries(step, Install.HELM), checks);
      proxies(istiod, primaries(step, Install.SAIL), checks);
    }
    return checks;
  }

  private static void proxies(String at, List<String> primaries, List<Check> checks) {
    if (!primaries.isEmpty()) {
      checks.add(
          new Check(
              "No proxy is left at " + at,
              List.of(in(primaries, "istioctl --context $c proxy-status"))));
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
        restart(step, checks);
      }
      case PROMOTE -> {
        leaves(step, checks);
        retires(step, checks);
      }
    }
    return checks;
  }

  private void serves(Step step, String istiod, List<Check> checks) {
    List<String> primaries = primaries(step);
    if (!primaries.isEmpty()) {
      String namespace = " -n " + mesh.istioNamespace();
      checks.add(
          new Check(
              istiod + " serves",
              List.of(
                  in(
                      primaries,
                      "kubectl --context $c"
                          + namespace
                          + " rollout status deployment/"
                          + istiod))));
      String revision =
          step.kind() == Step.Kind.CANARY ? " --revision " + step.target().name() : "";
      checks.add(
          new Check(
              "It has synced with every other cluster",
              List.of(in(primaries, "istioctl --context $c remote-clusters" + revision))));
    }
  }

  /** Their chart starts them anew by itself; with which proxy, says the istiod of that moment. */
  private void gateways(Step step, List<Check> checks) {
    List<String> clusters = Gateways.ofCharts(mesh, step.clusters());
    if (!clusters.isEmpty()) {
      String namespaced = "kubectl --context $c -n " + mesh.istioNamespace();
      String selector = " --selector istio=eastwestgateway";
      checks.add(
          new Check(
              "East-west gateways have its version, too; restart those that do not",
              List.of(
                  in(clusters, namespaced + " get pods" + selector + IMAGES),
                  in(clusters, namespaced + " rollout restart deployment" + selector))));
    }
  }

  private void restart(Step step, List<Check> checks) {
    List<String> commands = new ArrayList<>();
    if (step.kind() == Step.Kind.TAGS) {
      for (String tag : step.tags()) {
        String selector =
            tag.equals(Revision.DEFAULT) ? "istio-injection=enabled" : "istio.io/rev=" + tag;
        commands.add(
            in(step.clusters(), "kubectl --context $c get namespaces --selector " + selector));
      }
    }
    commands.add("kubectl --context CLUSTER -n NAMESPACE rollout restart deployment");
    checks.add(new Check("Restart the workloads, a namespace at a time", commands));
    List<String> primaries = primaries(step);
    if (!primaries.isEmpty()) {
      checks.add(
          new Check(
              step.kind() == Step.Kind.TAGS
                  ? "They are at " + step.target().of("istiod") + " and synced"
                  : "They have version " + step.target().version() + " and are synced",
              List.of(in(primaries, "istioctl --context $c proxy-status"))));
    }
  }

  private void leaves(Step step, List<Check> checks) {
    List<String> clusters = installed(step, Install.HELM);
    for (String release : step.leaving()) {
      if (argo) {
        String namespaced =
            "kubectl --context $c -n "
                + mesh.istioNamespace()
                + " delete deployment,service,"
                + "configmap,serviceaccount,role,rolebinding,hpa,pdb -l release="
                + release;
        String wide =
            "kubectl --context $c delete clusterrole,clusterrolebinding,"
                + "mutatingwebhookconfiguration,validatingwebhookconfiguration -l release="
                + release;
        List<String> commands = new ArrayList<>();
        commands.add(in(clusters, namespaced));
        commands.add(in(clusters, wide));
        List<String> remotes = new ArrayList<>(clusters);
        remotes.removeAll(primaries(step, Install.HELM));
        if (!remotes.isEmpty()) {
          // What leads to the primary carries no name of a release.
          String way = "/" + release + " ";
          commands.add(
              in(
                  remotes,
                  "kubectl --context $c -n "
                      + (mesh.istioNamespace() + " delete service" + way + "endpointslice" + way)
                          .strip()));
        }
        checks.add(
            new Check("Argo CD leaves what it deployed: take " + release + " away", commands));
      } else {
        checks.add(
            new Check(
                "Flux has uninstalled " + release,
                List.of(
                    in(
                        clusters,
                        "kubectl --context $c -n "
                            + mesh.istioNamespace()
                            + " get helmreleases"))));
      }
    }
  }

  private void retires(Step step, List<Check> checks) {
    List<String> clusters = installed(step, Install.SAIL);
    if (!clusters.isEmpty()) {
      checks.add(
          new Check(
              "The operator has uninstalled " + step.target().of("istiod"),
              List.of(in(clusters, "kubectl --context $c get istiorevisions"))));
    }
  }

  private List<String> installed(Step step, Install by) {
    return mesh.clusters().stream()
        .filter(cluster -> cluster.istio().install() == by)
        .map(Cluster::name)
        .filter(step.clusters()::contains)
        .toList();
  }

  private List<String> primaries(Step step, Install by) {
    List<String> primaries = new ArrayList<>(primaries(step));
    primaries.retainAll(installed(step, by));
    return primaries;
  }

  private List<String> primaries(Step step) {
    return mesh.clusters().stream()
        .filter(cluster -> !cluster.controlPlane().isRemote())
        .map(Cluster::name)
        .filter(step.clusters()::contains)
        .toList();
  }

  private static String in(List<String> clusters, String command) {
    return clusters.size() == 1
        ? command.replace("$c", clusters.get(0))
        : "for c in " + String.join(" ", clusters) + "; do " + command + "; done";
  }
}
