package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.MeshgenRun;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The list of images against what Helm makes of the chart, and istioctl of the Pods it injects,
 * with the values of the same spec.
 */
@Tag("conformance")
class ImagesToolsTest {
  private static final MinorVersion MINOR = new MinorVersion(1, 31);

  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1", hub: "mirror.example:5000/istio", imagePullSecrets: [one, two]}
        secrets:
          sops:
            age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
            root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: one}
      spec: {values: {istiod: %s}}
      """;

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: app, namespace: default}
      spec: {containers: [{name: app, image: app}]}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{global: {variant: distroless}}",
        "{variant: distroless}",
        "{pilot: {tag: 1.31.1-fips, image: own}}",
        "{image: roots, pilot: {image: pilots}}",
        "{image: exact.example/pilot:1.31.1}",
        "{tag: \"\", global: {tag: 1.31.1-own}}",
        "{global: {proxy: {image: mine}, proxy_init: {image: init}}}",
        "{global: {proxy: {image: exact.example/proxy:1.31.1}, proxy_init: {image: exact.example/init:1.31.1-fips}}}",
        "{global: {tag: 1.31.1-debug, variant: debug, proxy: {variant: distroless}}}",
        "{global: {tag: 1.31.1-debug, proxy: {variant: default}}}",
        "{meshConfig: {defaultConfig: {image: {imageType: distroless}}}}",
        "{global: {proxy: {variant: debug}}, meshConfig: {defaultConfig: {image: {imageType: distroless}}}}",
      })
  void listsWhatTheControlPlaneAndInjectedPodsPull(String values, @TempDir Path folder)
      throws IOException {
    String spec = SPEC.formatted(values);
    MeshgenRun listed = MeshgenRun.in(folder, Map.of(), spec, "images", "--images", "-f", "-");
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(pulled(folder, values))
        .containsExactlyInAnyOrderElementsOf(listed.out().lines().toList());
  }

  /** The charts of a release differ from those of the sources in their default tag. */
  private static Set<String> pulled(Path folder, String values) throws IOException {
    Files.writeString(
        folder.resolve("values.yaml"),
        "global: {tag: 1.31.1, hub: \"mirror.example:5000/istio\", imagePullSecrets: [one, two]}");
    Files.writeString(folder.resolve("overrides.yaml"), values);
    String chart = IstioCharts.get(MINOR, Chart.ISTIOD).toString();
    List<JsonNode> objects =
        ConsumerYaml.read(
            Tool.HELM
                .in(
                    folder,
                    Map.of(),
                    "template",
                    "istiod",
                    chart,
                    "--namespace",
                    "istio-system",
                    "--kube-version",
                    "1.34.0",
                    "--values",
                    "values.yaml",
                    "--values",
                    "overrides.yaml")
                .succeeded());
    Set<String> images = new TreeSet<>();
    images.add(
        one(objects, "Deployment", "istiod")
            .at("/spec/template/spec/containers/0/image")
            .asString());
    JsonNode pod = inject(folder, objects);
    for (String containers : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.at("/spec/" + containers)) {
        if (!container.path("name").asString().equals("app")) {
          images.add(container.path("image").asString());
        }
      }
    }
    assertThat(pod.at("/spec/imagePullSecrets"))
        .extracting(secret -> secret.path("name").asString())
        .containsExactly("one", "two");
    return images;
  }

  private static JsonNode inject(Path folder, List<JsonNode> objects) throws IOException {
    JsonNode injector = one(objects, "ConfigMap", "istio-sidecar-injector").path("data");
    Files.writeString(folder.resolve("config"), injector.path("config").asString());
    Files.writeString(folder.resolve("values"), injector.path("values").asString());
    Files.writeString(
        folder.resolve("mesh"), one(objects, "ConfigMap", "istio").at("/data/mesh").asString());
    Files.writeString(folder.resolve("pod.yaml"), POD);
    List<String> arguments = new ArrayList<>(List.of("kube-inject", "-f", "pod.yaml"));
    // Without it, it asks a cluster for one, and waits.
    arguments.addAll(List.of("--revision", "default"));
    arguments.addAll(List.of("--injectConfigFile", "config", "--valuesFile", "values"));
    arguments.addAll(List.of("--meshConfigFile", "mesh"));
    String injected =
        Tool.ISTIOCTL.in(folder, Map.of(), arguments.toArray(String[]::new)).succeeded();
    return ConsumerYaml.read(injected).get(0);
  }

  private static JsonNode one(List<JsonNode> objects, String kind, String name) {
    return objects.stream()
        .filter(object -> object.path("kind").asString("").equals(kind))
        .filter(object -> object.at("/metadata/name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
