package dev.meshgen.delivery;

import dev.meshgen.delivery.argocd.ArgoCdType;
import dev.meshgen.delivery.flux.FluxType;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.EngineTraits;
import java.util.List;
import java.util.Optional;

/** The engines of a mesh. */
public final class Engines implements EngineTraits {
  /** The registry of all there are. What a new spec gets unless told otherwise comes first. */
  public static final List<EngineType> TYPES =
      List.of(
          new ArgoCdType(), //
          new FluxType());

  private final Engine only;

  private Engines(Engine only) {
    this.only = only;
  }

  /** Those that the spec of a mesh names. */
  public static Engines of(Mesh mesh) {
    String named = mesh.delivery().engine();
    for (EngineType type : TYPES) {
      if (type.id().equals(named)) {
        return new Engines(type.of(mesh));
      }
    }
    throw new IllegalArgumentException("the schema admits an engine that is not there: " + named);
  }

  /** All of them, each once. */
  public List<Engine> all() {
    return List.of(only);
  }

  /** The one that applies what a cluster receives. */
  public Engine of(Cluster cluster) {
    return only;
  }

  @Override
  public boolean keepsEmptiedLayers(Cluster cluster) {
    return of(cluster).pruning().keepsEmptiedLayers();
  }

  @Override
  public boolean prunesTokens(Cluster cluster) {
    return of(cluster).pruning().prunesTokens();
  }

  /**
   * The cluster whose files lie where a file does, if those are an engine's: of any engine, since
   * files that are gone may be of one that the mesh no longer has.
   *
   * @param path within the tree
   */
  public static Optional<String> clusterOf(String path) {
    for (EngineType type : TYPES) {
      int start = type.clusterFolders().length() + 1;
      int end = path.indexOf('/', start);
      if (path.startsWith(type.clusterFolders() + "/") && end > 0) {
        return Optional.of(path.substring(start, end));
      }
    }
    return Optional.empty();
  }
}
