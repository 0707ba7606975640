package dev.meshgen.live;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The Kustomizations of a cluster, and in their place the HelmReleases, in the order of what they
 * depend on, as Flux takes them. Where there is a choice, the first by name comes first.
 */
final class LiveFlux implements LiveEngine {
  private static final String RELEASE = "HelmRelease";
  private static final String SOURCE = "OCIRepository";

  private final Path repository;
  private final Path scratch;
  private final Kustomize kustomize;

  LiveFlux(Path repository, Path scratch, Kustomize kustomize) {
    this.repository = repository;
    this.scratch = scratch;
    this.kustomize = kustomize;
  }

  @Override
  public List<LiveLayer> layers(String cluster) {
    List<LiveLayer> layers = new ArrayList<>();
    for (JsonNode kustomization : ordered(kustomizations(cluster))) {
      List<JsonNode> objects =
          kustomize.buildAndOpen(repository.resolve(kustomization.at("/spec/path").asString()));
      String name = kustomization.at("/metadata/name").asString();
      boolean prune = kustomization.at("/spec/prune").asBoolean(false);
      List<JsonNode> plain = objects.stream().filter(object -> !isFlux(object)).toList();
      layers.add(new LiveLayer(name, "default", prune, !prune, () -> plain));
      List<JsonNode> releases =
          objects.stream().filter(object -> kind(object).equals(RELEASE)).toList();
      for (JsonNode release : ordered(releases)) {
        layers.add(layer(cluster, release, objects));
      }
    }
    return layers;
  }

  private List<JsonNode> kustomizations(String cluster) {
    Path folder = repository.resolve("rendered/flux").resolve(cluster);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<JsonNode> found = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        for (JsonNode object : ConsumerYaml.read(Files.readString(file, StandardCharsets.UTF_8))) {
          if (object.at("/apiVersion").asString("").startsWith("kustomize.toolkit.fluxcd.io/")) {
            found.add(object);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each after those that it depends on. */
  private static List<JsonNode> ordered(List<JsonNode> objects) {
    List<JsonNode> waiting = new ArrayList<>(objects);
    List<JsonNode> ordered = new ArrayList<>();
    Set<String> done = new HashSet<>();
    while (!waiting.isEmpty()) {
      JsonNode next =
          waiting.stream()
              .filter(object -> done.containsAll(dependencies(object)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("these wait for each other: " + waiting));
      waiting.remove(next);
      ordered.add(next);
      done.add(next.at("/metadata/name").asString());
    }
    return ordered;
  }

  private static Set<String> dependencies(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.at("/spec/dependsOn").forEach(each -> names.add(each.path("name").asString()));
    return names;
  }

  private static boolean isFlux(JsonNode object) {
    return object.at("/apiVersion").asString().contains(".toolkit.fluxcd.io/");
  }

  private static String kind(JsonNode object) {
    return object.path("kind").asString("");
  }

  private static JsonNode find(List<JsonNode> objects, String kind, String name) {
    return objects.stream()
        .filter(
            each -> kind(each).equals(kind) && each.at("/metadata/name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  private LiveLayer layer(String cluster, JsonNode release, List<JsonNode> objects) {
    String namespace = release.at("/metadata/namespace").asString();
    return new LiveLayer(
        release.at("/spec/releaseName").asString(),
        namespace,
        true,
        false,
        () -> Charts.render(chart(cluster, release, namespace, objects), repository));
  }

  private Charts.Release chart(
      String cluster, JsonNode release, String namespace, List<JsonNode> objects) {
    JsonNode source = find(objects, SOURCE, release.at("/spec/chartRef/name").asString());
    String name = release.at("/spec/releaseName").asString();
    List<Path> values = new ArrayList<>();
    for (JsonNode from : release.at("/spec/valuesFrom")) {
      JsonNode map = find(objects, "ConfigMap", from.path("name").asString());
      Path file = scratch.resolve(cluster + "-" + from.path("name").asString() + ".yaml");
      try {
        String text = map.path("data").path(from.path("valuesKey").asString()).asString();
        values.add(Files.writeString(file, text, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String url = source.at("/spec/url").asString();
    return new Charts.Release(
        url.substring(url.lastIndexOf('/') + 1),
        source.at("/spec/ref/tag").asString(),
        name,
        namespace,
        values);
  }
}
