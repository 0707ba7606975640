package dev.meshgen.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of several kinds of meshes come from somewhere, and the marks of templates leave no trace.
 */
final class ExamplesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cert-manager",
        "external-control-plane",
        "gateway-api",
        "multi-primary-multi-network-flux",
        "sail-ambient"
      })
  void filesComeFromTheSpec(String name) throws IOException {
    Path example = Path.of("examples", name);
    Workspace workspace = new Workspace(folder);
    Workspace.copy(example.toAbsolutePath(), folder);
    Path golden = Path.of("golden").resolve(example.getFileName()).toAbsolutePath();
    Workspace.copy(golden, folder.resolve("rendered"));
    Path cluster;
    try (var clusters = Files.list(golden.resolve("clusters"))) {
      cluster = clusters.sorted().findFirst().orElseThrow();
    }
    try (var files = Files.walk(cluster)) {
      Path file =
          files
              .filter(each -> each.toString().endsWith(".yaml"))
              .filter(each -> Files.isRegularFile(each) && !each.toString().endsWith(".sops.yaml"))
              .filter(each -> !each.endsWith("kustomization.yaml"))
              .max(Comparator.comparing(each -> each.toFile().length()))
              .orElseThrow();
      String path = "rendered/" + golden.relativize(file).toString().replace('\\', '/');
      Workspace.Run run = workspace.run("why", path);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("Comes from\n", "Mesh metadata.name: ", "Plan\n")
          .doesNotContain("\u0001", "\\u0001");
    }
  }
}
