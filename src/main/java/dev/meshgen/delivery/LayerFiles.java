package dev.meshgen.delivery;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import java.util.Optional;

/** Tells what a file in a cluster's folder is by its path. */
public final class LayerFiles {
  private LayerFiles() {}

  /**
   * The layer that a file of objects lies in, if the cluster has it still; empty for what no engine
   * applies by itself.
   */
  public static Optional<Layer> ofObjects(ClusterPlan cluster, String path) {
    if (!path.startsWith(cluster.folder())
        || path.endsWith("/kustomization.yaml")
        || path.endsWith("/generator.yaml")) {
      return Optional.empty();
    }
    String inside = path.substring(cluster.folder().length());
    for (Layer layer : cluster.layers()) {
      if (inside.startsWith(layer.id() + "/")) {
        return Optional.of(layer);
      }
    }
    return Optional.empty();
  }

  /** The name of a YAML file directly in {@code folder}, without its ending. */
  public static Optional<String> name(String folder, String path) {
    String end = ".yaml";
    boolean inside =
        path.startsWith(folder) && path.endsWith(end) && path.indexOf('/', folder.length()) < 0;
    if (!inside) {
      return Optional.empty();
    }
    String name = path.substring(folder.length(), path.length() - end.length());
    return name.equals("kustomization") ? Optional.empty() : Optional.of(name);
  }
}
