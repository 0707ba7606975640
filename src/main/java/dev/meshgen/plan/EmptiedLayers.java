package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.EnumSet;
import java.util.Set;

/** Layers that are empty now, and stay so that what they contained is removed. */
final class EmptiedLayers {
  private EmptiedLayers() {}

  /** The emptied layers of a cluster whose engine keeps them. */
  static Set<Layer> of(Cluster cluster, Topology topology) {
    Set<Layer> emptied = EnumSet.noneOf(Layer.class);
    // An external cluster never had one.
    if (Topology.hasWorkloads(cluster)
        && (!topology.discovery().isReadable(cluster) || !topology.discovery().isHandedOut())) {
      emptied.add(Layer.ACCESS);
      if (topology.mesh().discovery().store().isPresent()) {
        emptied.add(Layer.PUSH);
      }
    } else if (topology.mesh().discovery().store().isPresent()
        && cluster.kubernetes().reader().isIssued()) {
      emptied.add(Layer.PUSH);
    }
    if (topology.mesh().discovery().issuer().isPresent()
        && ControlPlanes.runsIstiod(cluster)
        && new PlanTokens(topology).plan(cluster).isEmpty()) {
      emptied.add(Layer.TOKENS);
    }
    if (!topology.discovery().takesPart(cluster) || topology.discovery().readsFiles(cluster)) {
      if (ControlPlanes.runsIstiod(cluster)) {
        emptied.add(Layer.DISCOVERY);
      }
    }
    if (topology.gateways().leaves(cluster)) {
      emptied.add(Layer.EASTWEST);
    }
    return emptied;
  }
}
