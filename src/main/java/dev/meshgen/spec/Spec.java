package dev.meshgen.spec;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.yaml.YamlMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A spec that has been read.
 *
 * @param resolvedMesh the Mesh document with every default written out
 * @param layers of each cluster's settings, by cluster, the lowest first
 * @param refused fields that could not be read, as they are called below the {@code spec} of a
 *     document or layer
 */
public record Spec(
    Mesh mesh, YamlMap resolvedMesh, Map<String, List<SettingsLayer>> layers, Set<String> refused) {
  public Spec {
    refused = Set.copyOf(refused);
    layers = Collections.unmodifiableMap(new TreeMap<>(layers));
  }

  /** The same spec of another mesh. */
  public Spec of(Mesh other) {
    return new Spec(other, resolvedMesh, layers, refused);
  }

  /** The cluster in whose document a place lies; empty in the Mesh document and elsewhere. */
  public Optional<String> clusterAt(Span at) {
    Span nearest = start(resolvedMesh.span(), at);
    Optional<String> found = Optional.empty();
    for (Cluster cluster : mesh.clusters()) {
      List<SettingsLayer> own = layers.get(cluster.name());
      for (Span part :
          List.of(cluster.origins().document(), own.get(own.size() - 1).spec().span())) {
        Span start = start(part, at);
        if (start != null && (nearest == null || start.line() > nearest.line())) {
          nearest = start;
          found = Optional.of(cluster.name());
        }
      }
    }
    return found;
  }

  private static Span start(Span part, Span at) {
    return part.hasLine() && part.file().equals(at.file()) && part.line() <= at.line()
        ? part
        : null;
  }

  /** The settings of a cluster, all layers merged. */
  public YamlMap resolved(String cluster) {
    return Layers.merge(layers.get(cluster));
  }

  /** The same as the {@code spec} of a document beside {@link #resolvedMesh}. */
  public YamlMap restated(String cluster) {
    return Layers.restate(layers.get(cluster));
  }
}
