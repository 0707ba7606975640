package dev.meshgen.live;

import dev.meshgen.conformance.IstioCharts;
import dev.meshgen.conformance.Tool;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What the real Helm makes of Istio's charts. */
final class Charts {
  /** Of the clusters, as far as charts ask. */
  private static final String KUBERNETES = "1.34.4";

  /** The same for the same: clusters differ in few values, and the definitions are long. */
  private static final Map<List<String>, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

  private Charts() {}

  /**
   * A release.
   *
   * @param chart as Istio publishes it
   * @param values files, later ones take precedence
   */
  record Release(String chart, String version, String name, String namespace, List<Path> values) {}

  /** The objects of a release; of istiod with the values that a plain Envoy asks for. */
  static List<JsonNode> render(Release release, Path folder) {
    List<String> key = new ArrayList<>(List.of(release.chart(), release.version()));
    key.addAll(List.of(release.name(), release.namespace()));
    try {
      for (Path file : release.values()) {
        key.add(Files.readString(file, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RENDERED.computeIfAbsent(key, same -> template(release, folder));
  }

  private static List<JsonNode> template(Release release, Path folder) {
    Chart chart = Chart.ofId(release.chart()).orElseThrow();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                release.name(),
                published(release.chart(), release.version()).toString()));
    arguments.addAll(List.of("--namespace", release.namespace(), "--include-crds"));
    arguments.addAll(List.of("--kube-version", KUBERNETES));
    arguments.addAll(List.of("--values", tag(release).toString()));
    for (Path file : release.values()) {
      arguments.addAll(List.of("--values", file.toString()));
    }
    if (chart == Chart.ISTIOD) {
      arguments.addAll(Vanilla.ISTIOD_VALUES);
    }
    String objects = Tool.HELM.in(folder, Map.of(), arguments.toArray(String[]::new)).succeeded();
    return ConsumerYaml.read(objects).stream().filter(JsonNode::isObject).toList();
  }

  /** A chart as it is published: those of a branch have the version of no release. */
  private static synchronized Path published(String name, String version) {
    Path folder = Lab.FOLDER.resolve("charts").resolve(name + "-" + version);
    if (!Files.exists(folder)) {
      Path branch =
          IstioCharts.get(
              IstioVersion.parse(version).orElseThrow().line(), Chart.ofId(name).orElseThrow());
      Shell.run("mkdir", "-p", folder.getParent().toString());
      Shell.run("cp", "-r", branch.toString(), folder.toString());
      String edit = "s/^(version|appVersion): .*/\\1: " + version + "/";
      Shell.run("sed", "-i", "-E", edit, folder.resolve("Chart.yaml").toString());
    }
    return folder;
  }

  /** A chart as a file, as a registry has it, with the tag of its images. */
  static Path pack(String name, String version) {
    Path folder = published(name, version);
    Path values = folder.resolve("values.yaml");
    String edit = "s/^( +)tag: latest$/\\1tag: " + version + "/";
    Shell.run("sed", "-i", "-E", edit, values.toString());
    Tool.HELM.in(folder.getParent(), Map.of(), "package", folder.toString()).succeeded();
    return folder.getParent().resolve(name + "-" + version + ".tgz");
  }

  /** Nor have they the tag of an image. */
  private static Path tag(Release release) {
    try {
      Path file = Files.createTempFile(Lab.FOLDER, "published", ".yaml");
      String text = "global: {tag: \"" + release.version() + "\"}\n";
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
