package dev.meshgen.upgrade;

import dev.meshgen.istio.ClusterShell;
import dev.meshgen.model.Cluster;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** For which clusters of a step there are commands, and how these are typed. */
final class ClusterCommands {
  private final Topology topology;
  private final ClusterShell shell;

  ClusterCommands(Topology topology) {
    this.topology = topology;
    this.shell = new ClusterShell(topology.mesh().istioNamespace());
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

  /** What is typed for them. */
  ClusterShell shell() {
    return shell;
  }
}
