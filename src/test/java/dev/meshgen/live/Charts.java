package dev.meshgen.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.conformance.IstioCharts;
import dev.meshgen.conformance.Tool;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.TextFile;
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

  /** The objects of a release. */
  static List<JsonNode> render(Release release, Path folder) {
    List<String> key = new ArrayList<>(List.of(release.chart(), release.version()));
    key.addAll(List.of(release.name(), release.namespace()));
    release.values().forEach(file -> key.add(TextFile.read(file)));
    return RENDERED.computeIfAbsent(key, same -> template(release, folder));
  }

  private static List<JsonNode> template(Release release, Path folder) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                release.name(),
                published(release.chart(), release.version()).toString()));
    arguments.addAll(List.of("--namespace", release.namespace(), "--include-crds"));
    arguments.addAll(List.of("--kube-version", KUBERNETES));
    for (Path file : release.values()) {
      arguments.addAll(List.of("--values", file.toString()));
    }
    String objects = Tool.HELM.in(folder, Map.of(), arguments.toArray(String[]::new)).succeeded();
    return ConsumerYaml.read(objects).stream().filter(JsonNode::isObject).toList();
  }

  /**
   * A chart as it is published: those of a branch have the version of no release, nor the tag of an
   * image. That of istiod has values that a plain Envoy asks for.
   */
  private static synchronized Path published(String name, String version) {
    Path folder = Lab.FOLDER.resolve("charts").resolve(name + "-" + version);
    if (!Files.exists(folder)) {
      Chart chart = Chart.ofId(name).orElseThrow();
      Path branch = IstioCharts.get(IstioVersion.parse(version).orElseThrow().line(), chart);
      Shell.run("mkdir", "-p", folder.getParent().toString());
      Shell.run("cp", "-r", branch.toString(), folder.toString());
      Shell.run("chmod", "-R", "u+w", folder.toString());
      edit(folder.resolve("Chart.yaml"), "s/^(version|appVersion): .*/\\1: " + version + "/");
      Path values = folder.resolve("values.yaml");
      edit(values, "s/^( +)tag: latest$/\\1tag: " + version + "/");
      if (chart == Chart.ISTIOD) {
        edit(values, Vanilla.EDIT);
        assertThat(TextFile.read(values)).contains(Vanilla.EDITED);
      }
    }
    return folder;
  }

  private static void edit(Path file, String script) {
    Shell.run("sed", "-i", "-E", script, file.toString());
  }

  /** A chart as a file, as a registry has it. */
  static Path pack(String name, String version) {
    Path folder = published(name, version);
    Tool.HELM.in(folder.getParent(), Map.of(), "package", folder.toString()).succeeded();
    return folder.getParent().resolve(name + "-" + version + ".tgz");
  }
}
