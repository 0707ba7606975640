package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImagesTest {
  private static final String MESH =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1"}
        secrets:
          sops:
            age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
            root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      """;

  @TempDir private Path folder;

  private MeshgenRun images(List<String> clusters, String... options) {
    StringBuilder spec = new StringBuilder(MESH);
    clusters.forEach(
        cluster ->
            spec.append("---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\n").append(cluster));
    List<String> arguments = new ArrayList<>(List.of("images", "-f", "-"));
    arguments.addAll(List.of(options));
    return MeshgenRun.in(folder, Map.of(), spec.toString(), arguments.toArray(String[]::new));
  }

  private static String cluster(String name, String spec) {
    return "metadata: {name: " + name + "}\nspec: {" + spec + "}\n";
  }

  @Test
  void listsWhatAMeshOfDefaultsPulls() {
    MeshgenRun run = images(List.of(cluster("one", "network: flat"), cluster("two", "")));
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "docker.io/istio/pilot:1.31.1",
            "docker.io/istio/proxyv2:1.31.1",
            "ghcr.io/istio/release/charts/base:1.31.1",
            "ghcr.io/istio/release/charts/gateway:1.31.1",
            "ghcr.io/istio/release/charts/istiod:1.31.1");
  }

  @Test
  void listsEveryVersionAndEveryRegistryOnce() {
    MeshgenRun run =
        images(
            List.of(
                cluster("new", ""),
                cluster(
                    "old",
                    "istio: {version: 1.30.5, hub: \"mirror.example:5000/istio\","
                        + " charts: \"https://charts.example/istio\"}"),
                cluster("other", "")));
    assertThat(run.out().lines())
        .containsExactly(
            "docker.io/istio/pilot:1.31.1",
            "docker.io/istio/proxyv2:1.31.1",
            "mirror.example:5000/istio/pilot:1.30.5",
            "mirror.example:5000/istio/proxyv2:1.30.5",
            "ghcr.io/istio/release/charts/base:1.31.1",
            "ghcr.io/istio/release/charts/gateway:1.31.1",
            "ghcr.io/istio/release/charts/istiod:1.31.1",
            "https://charts.example/istio/base-1.30.5.tgz",
            "https://charts.example/istio/gateway-1.30.5.tgz",
            "https://charts.example/istio/istiod-1.30.5.tgz");
  }

  @Test
  void takesRawValuesIntoAccountInEverySpelling() {
    MeshgenRun run =
        images(
            List.of(
                cluster("a", "values: {istiod: {global: {variant: distroless}}}"),
                cluster("b", "values: {istiod: {pilot: {image: own, tag: 1.31.1-fips}}}"),
                cluster("c", "values: {istiod: {image: exact.example/pilot:1.31.1@sha256:00}}"),
                cluster(
                    "d",
                    "values: {istiod: {image: \"\", global:"
                        + " {proxy: {image: proxy}, proxy_init: {image: init}}}}"),
                cluster(
                    "e",
                    "values: {istiod: {global: {tag: 1.31.1-debug, variant: debug,"
                        + " proxy: {variant: distroless}}}}")),
            "--images");
    assertThat(run.out().lines())
        .containsExactly(
            "docker.io/istio/init:1.31.1",
            "docker.io/istio/own:1.31.1-fips",
            "docker.io/istio/pilot:1.31.1",
            "docker.io/istio/pilot:1.31.1-debug-debug",
            "docker.io/istio/pilot:1.31.1-distroless",
            "docker.io/istio/proxy:1.31.1",
            "docker.io/istio/proxyv2:1.31.1",
            "docker.io/istio/proxyv2:1.31.1-debug",
            "docker.io/istio/proxyv2:1.31.1-distroless",
            "exact.example/pilot:1.31.1@sha256:00");
  }

  @Test
  void aRemotePullsTheProxiesOfItsPrimaryAndNoPilot() {
    MeshgenRun run =
        images(
            List.of(
                cluster("main", "network: flat, eastWest: {address: 10.0.0.9}"),
                cluster(
                    "edge",
                    "network: flat, istio: {hub: elsewhere.example},"
                        + " controlPlane: {role: remote, primaries: [main]}")),
            "--format",
            "json");
    JsonNode json = ConsumerYaml.readOne(run.out());
    assertThat(json.path("images"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"reference\":\"docker.io/istio/pilot:1.31.1\",\"clusters\":[\"main\"]}",
            "{\"reference\":\"docker.io/istio/proxyv2:1.31.1\",\"clusters\":[\"edge\",\"main\"]}");
    assertThat(json.path("charts")).hasSize(3);
  }

  @Test
  void listsOnlyWhatIsAskedFor() {
    List<String> one = List.of(cluster("one", ""));
    assertThat(images(one, "--charts").out()).contains("charts/base").doesNotContain("pilot");
    assertThat(images(one, "--images").out()).contains("pilot").doesNotContain("charts");
    assertThat(images(one, "--images", "--format", "json").out()).doesNotContain("\"charts\"");
    assertThat(images(one, "--images", "--charts").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void listsNothingOfASpecThatCannotWork() {
    MeshgenRun run = images(List.of(cluster("one", "istio: {hub: \"https://a.example/b\"}")));
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("MG0540");
  }
}
