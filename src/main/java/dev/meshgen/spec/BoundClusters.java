package dev.meshgen.spec;

import dev.meshgen.model.Cluster;
import dev.meshgen.yaml.YamlMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Clusters by the very documents that they were bound from. A cluster follows from its document and
 * that of the mesh, so that whoever reads a spec again and again, with one of its thousand
 * documents changed, binds the others once.
 */
final class BoundClusters {
  private final Optional<BoundClusters> before;
  private final IdentityHashMap<YamlMap, Bound> bound = new IdentityHashMap<>();
  private YamlMap mesh;

  /** Those of one reading, which takes from an earlier one what is the same. */
  BoundClusters(Optional<BoundClusters> before) {
    this.before = before;
  }

  /** A cluster, and the layers that it was merged from. */
  record Bound(List<SettingsLayer> layers, Cluster cluster) {}

  /** The cluster of two documents; bound now, if it was not. */
  Bound of(YamlMap meshDocument, YamlMap document, Supplier<Bound> bind) {
    Bound known =
        before
            .filter(earlier -> earlier.mesh == meshDocument)
            .map(earlier -> earlier.bound.get(document))
            .orElse(null);
    if (known != null) {
      return known;
    }
    Bound now = bind.get();
    if (before.isEmpty()) {
      mesh = meshDocument;
      bound.put(document, now);
    }
    return now;
  }
}
