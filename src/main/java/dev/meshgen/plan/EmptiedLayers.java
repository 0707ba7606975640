package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import java.util.EnumSet;
import java.util.Optional;
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

  /**
   * The emptied layers of one cluster.
   *
   * @param gateway whether it would have an east-west gateway
   * @param discoverable whether other clusters may discover it
   */
  static Set<Layer> of(Cluster cluster, boolean gateway, boolean discoverable, Mesh mesh) {
    Set<Layer> emptied = EnumSet.noneOf(Layer.class);
    if (!(mesh.delivery() instanceof Delivery.ArgoCd)) {
      return emptied;
    }
    if (!discoverable) {
      emptied.add(Layer.ACCESS);
      if (!cluster.controlPlane().isRemote()) {
        emptied.add(Layer.DISCOVERY);
      }
    }
    boolean disabled = cluster.eastWest().enabled().equals(Optional.of(false));
    if (disabled && !cluster.controlPlane().isExternal()
        || gateway && !cluster.state().isConnected()) {
      emptied.add(Layer.EASTWEST);
    }
    return emptied;
  }
}
