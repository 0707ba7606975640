package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SmallMesh;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kustomize calls meshgen as a function, and builds what it gets. */
@Tag("conformance")
class KustomizeFunctionTest {

  @TempDir private Path folder;

  @BeforeEach
  void mesh() throws IOException {
    Workspace workspace = new Workspace(folder);
    workspace.write("mesh.yaml", SmallMesh.SPEC);
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    Path bin = Files.createDirectories(folder.resolve("bin"));
    script(
        bin.resolve("meshgen"),
        "#!/bin/sh\nexec '%s' -cp '%s' dev.meshgen.cli.Main \"$@\"\n"
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classPath()));
    script(
        folder.resolve("meshgen-krm"), Files.readString(Path.of("src/dist/plugins/meshgen-krm")));
    workspace
        .write("kept.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept}}\n")
        .write(
            "kustomization.yaml",
            """
            resources: [kept.yaml]
            generators: [objects.yaml]
            """);
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Tool.Run build(String layers) throws IOException {
    Files.writeString(
        folder.resolve("objects.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: objects
          annotations:
            config.kubernetes.io/function: |
              exec: {path: ./meshgen-krm}
        data: {cluster: eks-1, layers: "%s"}
        """
            .formatted(layers));
    String path = folder.resolve("bin") + File.pathSeparator + System.getenv("PATH");
    return Tool.KUSTOMIZE.in(
        folder, Map.of("PATH", path), "build", "--enable-alpha-plugins", "--enable-exec", ".");
  }

  @Test
  void buildsTheObjectsOfLayers() throws IOException {
    List<JsonNode> built = ConsumerYaml.read(build("namespaces,config").succeeded());

    assertThat(built)
        .extracting(each -> each.path("kind").asString())
        .containsExactlyInAnyOrder("Namespace", "PeerAuthentication", "ConfigMap");
    JsonNode authentication =
        built.stream()
            .filter(each -> each.path("kind").asString().equals("PeerAuthentication"))
            .findFirst()
            .orElseThrow();
    assertThat(authentication)
        .isEqualTo(
            ConsumerYaml.readOne(
                Files.readString(
                    folder.resolve("rendered/clusters/eks-1/config/peer-authentication.yaml"))));
  }

  @Test
  void failsWithTheReason() throws IOException {
    Tool.Run run = build("trust");
    assertThat(run.failed()).contains("MG1802");
    assertThat(run.out()).isEmpty();
  }
}
