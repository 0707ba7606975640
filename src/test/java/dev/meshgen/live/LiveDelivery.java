package dev.meshgen.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Applies the layers of a tree one after another, each when what came before is healthy. What a
 * layer had and has no longer is deleted if it prunes; all of a layer that is gone, unless it is
 * outlived.
 */
final class LiveDelivery {
  /** By which a tree keeps an object from being pruned, in either engine. */
  private static final Map<String, String> KEEP =
      Map.of(
          "argocd.argoproj.io/sync-options", "Prune=false",
          "kustomize.toolkit.fluxcd.io/prune", "disabled",
          "helm.sh/resource-policy", "keep");

  private static final String MANAGER = "engine";

  private final LiveEngine engine;
  private final Consumer<String> log;
  private final Map<String, Map<String, Applied>> applied = new ConcurrentHashMap<>();

  /** The definitions that a cluster has: they are long, and go as little as they change. */
  private final Map<String, Set<JsonNode>> defined = new ConcurrentHashMap<>();

  /** What a layer had the last time. */
  private record Applied(Set<Ref> objects, boolean outlived) {}

  LiveDelivery(LiveEngine engine, Consumer<String> log) {
    this.engine = engine;
    this.log = log;
  }

  /** Applies what the tree has for a cluster now; fails when a layer does not become healthy. */
  void sync(LiveCluster cluster) {
    Map<String, Applied> before =
        applied.computeIfAbsent(cluster.name(), name -> new LinkedHashMap<>());
    List<LiveLayer> layers = engine.layers(cluster.name());
    Set<String> names = layers.stream().map(LiveLayer::name).collect(Collectors.toSet());
    for (LiveLayer layer : layers) {
      sync(cluster, layer, before);
    }
    List<String> gone = before.keySet().stream().filter(name -> !names.contains(name)).toList();
    for (String name : gone) {
      Applied had = before.remove(name);
      log.accept(
          cluster.name()
              + ": "
              + name
              + " is gone"
              + (had.outlived() ? ", what it had stays" : ""));
      if (!had.outlived()) {
        delete(cluster, had.objects());
      }
    }
  }

  /** Applies some layers and waits for nothing. */
  void push(LiveCluster cluster, Predicate<LiveLayer> which) {
    for (LiveLayer layer : engine.layers(cluster.name())) {
      if (which.test(layer)) {
        new Applier(cluster.client(), MANAGER, layer.namespace()).apply(layer.objects().get());
      }
    }
  }

  private void sync(LiveCluster cluster, LiveLayer layer, Map<String, Applied> before) {
    long start = System.nanoTime();
    Applier applier = new Applier(cluster.client(), MANAGER, layer.namespace());
    List<JsonNode> objects = layer.objects().get();
    Set<JsonNode> known = defined.computeIfAbsent(cluster.name(), name -> new HashSet<>());
    Set<Ref> now = applier.apply(objects.stream().filter(each -> !known.contains(each)).toList());
    objects.stream().filter(known::contains).map(Ref::of).forEach(now::add);
    objects.stream().filter(LiveDelivery::isDefinition).forEach(known::add);
    int count = now.size();
    Applied had = before.getOrDefault(layer.name(), new Applied(Set.of(), true));
    Set<Ref> stale = new LinkedHashSet<>(had.objects());
    stale.removeAll(now);
    if (layer.prune()) {
      delete(cluster, stale);
    } else {
      now.addAll(stale);
    }
    before.put(layer.name(), new Applied(now, layer.outlived()));
    applier.awaitHealthy(layer.name());
    log.accept(
        "%s: %s, %d objects, %.1f s"
            .formatted(cluster.name(), layer.name(), count, (System.nanoTime() - start) / 1e9));
  }

  private static void delete(LiveCluster cluster, Set<Ref> stale) {
    List<Ref> last = new ArrayList<>(stale);
    Collections.reverse(last);
    for (Ref ref : last) {
      if (!isKept(cluster, ref)) {
        cluster.client().delete(ref);
      }
    }
  }

  private static boolean isDefinition(JsonNode object) {
    return object.path("kind").asString("").equals("CustomResourceDefinition");
  }

  private static boolean isKept(LiveCluster cluster, Ref ref) {
    return cluster
        .client()
        .find(ref)
        .map(object -> object.at("/metadata/annotations"))
        .filter(
            annotations ->
                KEEP.entrySet().stream()
                    .anyMatch(
                        keep ->
                            annotations.path(keep.getKey()).asString("").contains(keep.getValue())))
        .isPresent();
  }
}
