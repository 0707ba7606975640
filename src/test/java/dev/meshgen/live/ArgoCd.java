package dev.meshgen.live;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Applies a rendered tree as Argo CD does: the Applications of a cluster by their waves, each when
 * what came before is healthy; what an Application had and has no longer is deleted if it prunes.
 */
final class ArgoCd {
  private static final String WAVE = "argocd.argoproj.io/sync-wave";
  private static final String OPTIONS = "argocd.argoproj.io/sync-options";

  private final Path repository;
  private final Sources sources;
  private final Consumer<String> log;
  private final Map<String, Map<String, Set<Ref>>> applied = new LinkedHashMap<>();

  /**
   * @param repository the checkout with the tree below {@code rendered}
   */
  ArgoCd(Path repository, Sources sources, Consumer<String> log) {
    this.repository = repository;
    this.sources = sources;
    this.log = log;
  }

  /** Applies what the tree has for a cluster now; fails when a layer does not become healthy. */
  void sync(LiveCluster cluster) {
    Map<String, Set<Ref>> before =
        applied.computeIfAbsent(cluster.name(), name -> new LinkedHashMap<>());
    List<JsonNode> applications = applications(cluster.name());
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode application : applications) {
      String name = application.path("metadata").path("name").asString();
      names.add(name);
      sync(cluster, application, before);
    }
    List<String> gone = before.keySet().stream().filter(name -> !names.contains(name)).toList();
    for (String name : gone) {
      log.accept(cluster.name() + ": " + name + " is gone");
      delete(cluster, before.remove(name));
    }
  }

  private void sync(LiveCluster cluster, JsonNode application, Map<String, Set<Ref>> before) {
    String name = application.path("metadata").path("name").asString();
    long start = System.nanoTime();
    List<JsonNode> objects = sources.objects(application);
    String namespace = application.at("/spec/destination/namespace").asString("default");
    Applier applier = new Applier(cluster.client(), "argocd-controller", namespace);
    Set<Ref> now = applier.apply(objects);
    Set<Ref> stale = new LinkedHashSet<>(before.getOrDefault(name, Set.of()));
    stale.removeAll(now);
    if (application.at("/spec/syncPolicy/automated/prune").asBoolean(false)) {
      delete(cluster, stale);
    } else {
      now.addAll(stale);
    }
    before.put(name, now);
    applier.awaitHealthy(name);
    log.accept(
        "%s: wave %d, %s: %d objects, %.1f s"
            .formatted(
                cluster.name(),
                wave(application),
                name,
                objects.size(),
                (System.nanoTime() - start) / 1e9));
  }

  private static void delete(LiveCluster cluster, Set<Ref> stale) {
    List<Ref> last = new ArrayList<>(stale);
    java.util.Collections.reverse(last);
    for (Ref ref : last) {
      boolean kept =
          cluster
              .client()
              .find(ref)
              .map(object -> object.at("/metadata/annotations").path(OPTIONS).asString(""))
              .filter(options -> options.contains("Prune=false"))
              .isPresent();
      if (!kept) {
        cluster.client().delete(ref);
      }
    }
  }

  /** Those of a cluster, in the order of their waves. */
  private List<JsonNode> applications(String cluster) {
    Path folder = repository.resolve("rendered/argocd/clusters").resolve(cluster);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<JsonNode> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode object :
            ConsumerYaml.read(Files.readString(file, StandardCharsets.UTF_8))) {
          if (object.path("kind").asString("").equals("Application")) {
            found.add(object);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(Comparator.comparingInt(ArgoCd::wave));
    return found;
  }

  private static int wave(JsonNode application) {
    return Integer.parseInt(
        application.path("metadata").path("annotations").path(WAVE).asString("0"));
  }
}
