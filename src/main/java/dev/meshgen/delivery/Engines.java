package dev.meshgen.delivery;

import dev.meshgen.delivery.argocd.ArgoCdType;
import dev.meshgen.delivery.flux.FluxType;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.EngineTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The engines of a mesh. */
public final class Engines implements EngineTraits {
  /** The registry of all there are. What a new spec gets unless told otherwise comes first. */
  public static final List<EngineType> TYPES =
      List.of(
          new ArgoCdType(), //
          new FluxType());

  private final List<Engine> all;
  private final boolean readSecretsDifferently;

  private Engines(List<Engine> all) {
    this.all = List.copyOf(all);
    long ksops = all.stream().filter(Engine::readsThroughKsops).count();
    this.readSecretsDifferently = ksops > 0 && ksops < all.size();
  }

  /** The kind of engine that a spec calls so. */
  static EngineType type(String id) {
    return TYPES.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** Whether objects of an API group are those of an engine. */
  public static boolean read(String group) {
    return TYPES.stream().anyMatch(type -> type.reads(group));
  }

  /** What each keeps objects with, in the order of the registry. */
  public static List<EngineType.Kept> kept() {
    return TYPES.stream().map(EngineType::kept).toList();
  }

  /** What makes them prune an object last, in the order of the registry. */
  public static List<String> prunedLast() {
    return TYPES.stream().flatMap(type -> type.prunedLast().stream()).toList();
  }

  /** The annotations that keep objects, which a spec must not set, with the reason. */
  public static Map<String, String> ownedAnnotations() {
    Map<String, String> owned = new TreeMap<>();
    TYPES.forEach(
        type ->
            owned.put(
                type.kept().key(), "it keeps " + type.name() + " from deleting the namespace"));
    return owned;
  }

  /** Those that the spec of a mesh names. */
  public static Engines of(Mesh mesh) {
    List<Engine> all = new ArrayList<>();
    for (EngineType type : TYPES) {
      if (mesh.delivery(type.id()).isPresent()) {
        all.addAll(type.of(mesh));
      }
    }
    return new Engines(all);
  }

  /** All of them that apply what any cluster receives, each once. */
  public List<Engine> all() {
    return all;
  }

  /** The one that applies what a cluster receives. */
  public Engine of(Cluster cluster) {
    for (Engine engine : all) {
      if (engine.delivers(cluster)) {
        return engine;
      }
    }
    throw new IllegalArgumentException("no engine delivers to " + cluster.name());
  }

  @Override
  public boolean keepsEmptiedLayers(Cluster cluster) {
    return of(cluster).pruning().keepsEmptiedLayers();
  }

  @Override
  public boolean listsSecretsApart(Cluster cluster) {
    return readSecretsDifferently() && !of(cluster).readsThroughKsops();
  }

  /** Whether some of them read sealed files through ksops, and others do not. */
  public boolean readSecretsDifferently() {
    return readSecretsDifferently;
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
