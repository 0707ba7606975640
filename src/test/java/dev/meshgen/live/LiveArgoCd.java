package dev.meshgen.live;

import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The Applications of a cluster by their waves, as Argo CD takes them. */
final class LiveArgoCd implements LiveEngine {
  private static final String WAVE = "argocd.argoproj.io/sync-wave";

  private final Path repository;
  private final Kustomize kustomize;

  LiveArgoCd(Path repository, Kustomize kustomize) {
    this.repository = repository;
    this.kustomize = kustomize;
  }

  @Override
  public List<LiveLayer> layers(String cluster) {
    Path folder = repository.resolve("rendered/argocd/clusters").resolve(cluster);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<JsonNode> applications = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        ConsumerYaml.read(Files.readString(file, StandardCharsets.UTF_8)).stream()
            .filter(object -> object.path("kind").asString("").equals("Application"))
            .forEach(applications::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return applications.stream()
        .sorted(Comparator.comparingInt(LiveArgoCd::wave))
        .map(this::layer)
        .toList();
  }

  private static int wave(JsonNode application) {
    return Integer.parseInt(
        application.path("metadata").path("annotations").path(WAVE).asString("0"));
  }

  private LiveLayer layer(JsonNode application) {
    return new LiveLayer(
        application.at("/metadata/name").asString(),
        application.at("/spec/destination/namespace").asString("default"),
        application.at("/spec/syncPolicy/automated/prune").asBoolean(false),
        application.at("/metadata/finalizers").isEmpty(),
        () -> objects(application));
  }

  private List<JsonNode> objects(JsonNode application) {
    JsonNode spec = application.path("spec");
    List<JsonNode> sources = new ArrayList<>();
    spec.path("sources").forEach(sources::add);
    if (spec.has("source")) {
      sources.add(spec.path("source"));
    }
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode source : sources) {
      if (source.has("chart")) {
        String namespace = spec.at("/destination/namespace").asString("default");
        objects.addAll(Charts.render(release(source, namespace), repository));
      } else if (source.has("path")) {
        objects.addAll(kustomize.build(repository.resolve(source.path("path").asString())));
      }
    }
    return objects;
  }

  private Charts.Release release(JsonNode source, String namespace) {
    JsonNode helm = source.path("helm");
    List<Path> values = new ArrayList<>();
    for (JsonNode file : helm.path("valueFiles")) {
      values.add(Path.of(file.asString().replace("$values", repository.toString())));
    }
    return new Charts.Release(
        source.path("chart").asString(),
        source.path("targetRevision").asString(),
        helm.path("releaseName").asString(),
        namespace,
        values);
  }
}
