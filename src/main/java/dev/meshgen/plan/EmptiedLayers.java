package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.Topology;
import java.util.EnumSet;
import java.util.Set;

/**
 * Layers that are empty now, and stay so that what they contained is removed.
 *
 * <p>Deleting a Flux Kustomization deletes what it applied. Deleting one of our Argo CD
 * Applications does not, on purpose: a deleted file must not take a mesh with it. So the
 * Application stays and applies nothing, and what it applied before is pruned.
 */
final class EmptiedLayers {
  private EmptiedLayers() {}

  /** The emptied layers of one cluster. */
  static Set<Layer> of(Cluster cluster, Topology topology) {
    Set<Layer> emptied = EnumSet.noneOf(Layer.class);
    if (!(topology.mesh().delivery() instanceof Delivery.ArgoCd)) {
      return emptied;
    }
    if (!topology.discovery().takesPart(cluster)) {
      emptied.add(Layer.ACCESS);
      if (!cluster.controlPlane().isRemote()) {
        emptied.add(Layer.DISCOVERY);
      }
    }
    Gateways gateways = topology.gateways();
    boolean forbidden = gateways.isForbidden(cluster) && !cluster.controlPlane().isExternal();
    if (forbidden || gateways.wants(cluster) && !gateways.runs(cluster)) {
      emptied.add(Layer.EASTWEST);
    }
    return emptied;
  }
}
