package dev.meshgen.live;

import dev.meshgen.conformance.IstioCharts;
import dev.meshgen.conformance.Ksops;
import dev.meshgen.conformance.Tool;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the sources of an Application are: a chart with values of the tree, or a folder of it. */
final class Sources {
  private static final String KUBERNETES = "1.34.4";

  private final Path repository;
  private final Map<String, String> keys;

  /**
   * @param identities the file with the age identities that open the tree's secrets
   */
  Sources(Path repository, Path scratch, Path identities) {
    this.repository = repository;
    this.keys = new LinkedHashMap<>();
    try {
      keys.putAll(Ksops.path(Files.createDirectories(scratch)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keys.put("SOPS_AGE_KEY_FILE", identities.toString());
  }

  /** The objects of all sources. */
  List<JsonNode> objects(JsonNode application) {
    String namespace = application.at("/spec/destination/namespace").asString("default");
    List<JsonNode> objects = new ArrayList<>();
    JsonNode spec = application.path("spec");
    Iterable<JsonNode> sources = spec.has("sources") ? spec.path("sources") : List.of(spec.path("source"));
    for (JsonNode source : sources) {
      if (source.has("chart")) {
        objects.addAll(chart(source, namespace));
      } else if (source.has("path")) {
        objects.addAll(kustomize(repository.resolve(source.path("path").asString())));
      }
    }
    return objects;
  }

  private List<JsonNode> kustomize(Path folder) {
    return read(
        Tool.KUSTOMIZE
            .in(folder, keys, "build", "--enable-alpha-plugins", "--enable-exec", ".")
            .succeeded());
  }

  private List<JsonNode> chart(JsonNode source, String namespace) {
    Chart chart = Chart.ofId(source.path("chart").asString()).orElseThrow();
    String version = source.path("targetRevision").asString();
    JsonNode helm = source.path("helm");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                helm.path("releaseName").asString(),
                IstioCharts.get(IstioVersion.parse(version).orElseThrow().line(), chart).toString(),
                "--namespace",
                namespace,
                "--include-crds",
                "--kube-version",
                KUBERNETES));
    for (JsonNode file : helm.path("valueFiles")) {
      arguments.add("--values");
      arguments.add(file.asString().replace("$values", repository.toString()));
    }
    if (chart == Chart.ISTIOD) {
      arguments.addAll(Vanilla.ISTIOD_VALUES);
    }
    return read(
        Tool.HELM.in(repository, Map.of(), arguments.toArray(String[]::new)).succeeded());
  }

  private static List<JsonNode> read(String yaml) {
    return ConsumerYaml.read(yaml).stream().filter(JsonNode::isObject).toList();
  }
}
