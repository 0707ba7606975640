package dev.meshgen.spec;

import dev.meshgen.model.Mesh;
import dev.meshgen.yaml.YamlMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A spec that has been read.
 *
 * @param resolvedMesh the Mesh document with every default written out
 * @param layers of each cluster's settings, by cluster, the lowest first
 */
public record Spec(Mesh mesh, YamlMap resolvedMesh, Map<String, List<Layer>> layers) {
  public Spec {
    layers = Collections.unmodifiableMap(new TreeMap<>(layers));
  }

  /** The same spec of another mesh. */
  public Spec of(Mesh other) {
    return new Spec(other, resolvedMesh, layers);
  }

  /** The settings of a cluster, all layers merged. */
  public YamlMap resolved(String cluster) {
    return Layers.merge(layers.get(cluster));
  }
}
