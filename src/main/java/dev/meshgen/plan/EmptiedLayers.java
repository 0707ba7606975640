package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Layers that hold nothing any more, and stay so that what they held goes. */
final class EmptiedLayers {
  private EmptiedLayers() {}

  /**
   * Those of one cluster, whose engine keeps such layers.
   *
   * @param gateway whether it would have an east-west gateway
   * @param discoverable whether anybody may discover it
   */
  static Set<Layer> of(Cluster cluster, boolean gateway, boolean discoverable) {
    Set<Layer> emptied = EnumSet.noneOf(Layer.class);
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
