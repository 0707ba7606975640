package dev.meshgen.upgrade;

import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Commands for the clusters of a step. Contexts of kubectl are called as the clusters. */
final class ClusterCommands {
  private final Topology topology;

  ClusterCommands(Topology topology) {
    this.topology = topology;
  }

  /** Those of a step's clusters that are like that, by name. */
  List<String> of(UpgradeStep step, Predicate<Cluster> like) {
    Set<String> clusters = new TreeSet<>(step.clusters());
    List<String> names = new ArrayList<>();
    for (Cluster cluster : topology.mesh().clusters()) {
      if (clusters.contains(cluster.name()) && like.test(cluster)) {
        names.add(cluster.name());
      }
    }
    return names;
  }

  /** Those of a step's clusters that run an istiod. */
  List<String> primaries(UpgradeStep step) {
    return of(step, ControlPlanes::runsIstiod);
  }

  /** Those that run the istiods which serve the proxies of these clusters. */
  List<String> serving(List<String> clusters) {
    Set<String> serving = new TreeSet<>();
    for (String name : clusters) {
      Cluster cluster = topology.find(name).orElseThrow();
      serving.addAll(topology.controlPlanes().serving(cluster));
    }
    return List.copyOf(serving);
  }

  /** The command, for each of the clusters, which it calls {@code $c}. */
  static String in(List<String> clusters, String command) {
    return clusters.size() == 1
        ? command.replace("$c", clusters.get(0))
        : "for c in " + String.join(" ", clusters) + "; do " + command + "; done";
  }

  /** Of an object in Istio's own namespace. */
  String kubectl(String arguments) {
    return "kubectl --context $c -n " + topology.mesh().istioNamespace() + " " + arguments;
  }

  /** A command of istioctl, which looks for istiod in {@code istio-system} unless told. */
  String istioctl(String arguments) {
    boolean told = topology.mesh().istioNamespace().equals(IstioDefaults.NAMESPACE);
    String where = told ? "" : " --istioNamespace " + topology.mesh().istioNamespace();
    return "istioctl --context $c" + where + " " + arguments;
  }
}
