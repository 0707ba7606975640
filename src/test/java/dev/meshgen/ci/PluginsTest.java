package dev.meshgen.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SmallMesh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The plugins of the distribution, called as the tools call them that they are for. */
@Tag("conformance")
class PluginsTest {
  private static final Path PLUGINS = Path.of("src/dist/plugins").toAbsolutePath();
  private static final Pattern SOURCE =
      Pattern.compile("```yaml\n(source:\n.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private Job job;

  @BeforeEach
  void repository() {
    job = new Job(folder);
    job.write("mesh/mesh.yaml", SmallMesh.OF_TWO);
    job.must("meshgen", "render", "-f", "mesh", "-o", "mesh/rendered", "--trust-recipients");
  }

  /** Of the page about automation: what an Application says of the plugin. */
  private static ObjectNode source() throws IOException {
    Matcher found = SOURCE.matcher(Files.readString(Path.of("src/docs/automation.md")));
    assertThat(found.find()).isTrue();
    return (ObjectNode) ConsumerYaml.readOne(found.group(1)).path("source");
  }

  /**
   * As the server of a plugin gets what the repo-server sends it: files and folders, none of them
   * executable, in a folder of a random name.
   */
  private Path received() throws IOException {
    Path work = Files.createDirectories(folder.resolve("_cmp_server/0f2e1a44-5b7d"));
    try (Stream<Path> files = Files.walk(job.checkout)) {
      for (Path file : files.toList()) {
        Path to = work.resolve(job.checkout.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.write(to, Files.readAllBytes(file));
        }
      }
    }
    return work;
  }

  /** The environment of {@code generate}: the build's, the plugin's own, and its parameters. */
  private void withEnvironmentOf(JsonNode source) {
    job.with("ARGOCD_APP_NAME", "retail-eks-1-config")
        .with("ARGOCD_APP_NAMESPACE", "argocd")
        .with("ARGOCD_APP_PROJECT_NAME", "retail")
        .with("ARGOCD_APP_REVISION", "0123456789012345678901234567890123456789")
        .with("ARGOCD_APP_SOURCE_PATH", source.path("path").asString())
        .with("ARGOCD_APP_SOURCE_REPO_URL", source.path("repoURL").asString())
        .with("ARGOCD_APP_SOURCE_TARGET_REVISION", "main")
        .with("KUBE_VERSION", "1.34.0")
        .with("KUBE_API_VERSIONS", "v1,apps/v1")
        .with("ARGOCD_ENV_CLUSTER", "of-no-one");
    JsonNode parameters = source.at("/plugin/parameters");
    job.with("ARGOCD_APP_PARAMETERS", parameters.toString());
    for (JsonNode parameter : parameters) {
      String name = "PARAM_" + escaped(parameter.path("name").asString());
      if (parameter.has("string")) {
        job.with(name, parameter.path("string").asString());
      }
      for (int i = 0; i < parameter.path("array").size(); i++) {
        job.with(name + "_" + i, parameter.path("array").get(i).asString());
      }
    }
  }

  private static String escaped(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }

  /** Matches the repository, and runs the command in the folder of the Application. */
  private Job.Step generated(JsonNode source) throws IOException {
    JsonNode plugin = ConsumerYaml.readOne(Files.readString(PLUGINS.resolve("plugin.yaml")));
    Path application = received().resolve(source.path("path").asString());
    assertThat(application.resolve(plugin.at("/spec/discover/fileName").asString()))
        .isRegularFile();
    assertThat(plugin.at("/metadata/name").asString() + "-" + plugin.at("/spec/version").asString())
        .isEqualTo(source.at("/plugin/name").asString());
    withEnvironmentOf(source);
    List<String> command = new ArrayList<>();
    plugin.at("/spec/generate/command").forEach(word -> command.add(word.asString()));
    return job.runIn(application, command);
  }

  /** Argo CD takes all of standard output for manifests, and leaves out one newline at its end. */
  @Test
  void argoCdGetsManifestsAndNothingElse() throws IOException {
    Job.Step step = generated(source()).succeeded();

    List<JsonNode> objects = ConsumerYaml.read(step.out().replaceFirst("\n$", ""));
    assertThat(objects)
        .extracting(each -> each.path("kind").asString())
        .contains("Namespace", "PeerAuthentication", "ServiceAccount")
        .doesNotContain("");
    assertThat(objects)
        .allSatisfy(
            each -> {
              assertThat(each.path("apiVersion").asString()).isNotEmpty();
              assertThat(each.at("/metadata/name").asString()).isNotEmpty();
            });
  }

  /** Of a plugin that prints nothing and succeeds, Argo CD would take all its objects for stale. */
  @Test
  void argoCdGetsAnErrorWhereThereIsNothingToPrint() throws IOException {
    for (String asked : List.of("istiod", "config,trust", "config,nothing")) {
      ObjectNode source = source();
      ObjectNode layers = (ObjectNode) source.at("/plugin/parameters/1");
      assertThat(layers.path("name").asString()).isEqualTo("layers");
      layers.remove("array");
      layers.put("string", asked);

      Job.Step step = generated(source);

      assertThat(step.code()).as(asked).isNotZero();
      assertThat(step.out()).as(asked).isEmpty();
      assertThat(step.err()).contains("error[MG18");
    }
  }

  @Test
  void theFluxCommandGetsWhatMeshgenPrints() throws IOException {
    String page = Files.readString(Path.of("src/docs/automation.md"));
    Matcher said =
        Pattern.compile("makes `flux meshgen ([^`]+)` of\n?\\s*`meshgen (plugin print [^`]+)`")
            .matcher(page);
    assertThat(said.find()).isTrue();
    Path mesh = job.checkout.resolve("mesh");
    List<String> plugin = new ArrayList<>(List.of(PLUGINS.resolve("flux-meshgen").toString()));
    plugin.addAll(List.of(said.group(1).split(" ")));
    List<String> plain = new ArrayList<>(List.of("meshgen"));
    plain.addAll(List.of(said.group(2).split(" ")));

    String printed = job.runIn(mesh, plugin).succeeded().out();

    assertThat(printed).isEqualTo(job.runIn(mesh, plain).succeeded().out());
    assertThat(ConsumerYaml.read(printed)).isNotEmpty();
    plugin.set(2, "istiod");
    Job.Step nothing = job.runIn(mesh, plugin);
    assertThat(nothing.code()).isNotZero();
    assertThat(nothing.out()).isEmpty();
  }
}
