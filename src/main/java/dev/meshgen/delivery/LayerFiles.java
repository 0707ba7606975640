package dev.meshgen.delivery;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** Tells what a file in a cluster's folder is by its path. */
public final class LayerFiles {
  private static final String YAML = ".yaml";

  private LayerFiles() {}

  /**
   * The layer that a file of objects lies in, if the cluster has it still; empty for what no engine
   * applies by itself.
   */
  public static Optional<Layer> ofObjects(ClusterPlan cluster, String path) {
    String name = Layout.nameOf(path);
    if (name.equals(Layout.KUSTOMIZATION) || name.equals(Layout.GENERATOR)) {
      return Optional.empty();
    }
    for (Layer layer : cluster.layers()) {
      if (path.startsWith(cluster.layout().layer(layer.id()) + "/")) {
        return Optional.of(layer);
      }
    }
    return Optional.empty();
  }

  /** The name of a YAML file directly in {@code folder}, without its ending. */
  public static Optional<String> name(String folder, String path) {
    String name = Layout.nameOf(path);
    boolean listed = name.endsWith(YAML) && !name.equals(Layout.KUSTOMIZATION);
    return listed && Layout.folderOf(path).equals(folder)
        ? Optional.of(name.substring(0, name.length() - YAML.length()))
        : Optional.empty();
  }
}
