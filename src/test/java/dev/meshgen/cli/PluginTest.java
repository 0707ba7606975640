package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.SmallMesh;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What other tools get that call meshgen: objects, or an error, and never anything else. */
class PluginTest {
  private static final String SPEC =
      SmallMesh.OF_TWO.replace(SmallMesh.DELIVERY, "delivery: {ENGINE}");
  private static final String ARGOCD = "argocd: {repoURL: \"https://git.example/platform.git\"}";
  private static final String FLUX = "flux: {sourceRef: {name: flux-system}, path: rendered}";
  private static final String LIST =
      """
      apiVersion: config.kubernetes.io/v1
      kind: ResourceList
      functionConfig:
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: objects}
        data: {cluster: eks-1, layers: "namespaces,config"}
      items:
      - apiVersion: v1
        kind: ConfigMap
        metadata: {name: kept}
        data: {octal: "0123", bool: "yes"}
      - apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: istio-system}
        spec: {stale: true}
      """;

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void mesh() {
    workspace = new Workspace(folder);
    render(ARGOCD);
  }

  private void render(String engine) {
    workspace.write("mesh.yaml", SPEC.replace("{ENGINE}", "{" + engine + "}"));
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static List<String> kinds(String printed) {
    return ConsumerYaml.read(printed).stream().map(each -> each.path("kind").asString()).toList();
  }

  @Test
  void printsTheObjectsOfLayersAsTheyAreInTheTree() {
    Workspace.Run run = workspace.run("plugin", "print", "eks-1", "namespaces", "config");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(kinds(run.out())).containsExactly("Namespace", "Gateway", "PeerAuthentication");
    String config = "rendered/clusters/eks-1/config/";
    assertThat(run.out())
        .isEqualTo(
            "---\n"
                + workspace.read("rendered/clusters/eks-1/namespaces/namespace.yaml")
                + "---\n"
                + workspace.read(config + "cross-network-gateway.yaml")
                + "---\n"
                + workspace.read(config + "peer-authentication.yaml"));
  }

  /** Whoever calls it for each layer of each cluster has read the warnings elsewhere. */
  @Test
  void repeatsNoWarnings() {
    Workspace.Run run = workspace.run("plugin", "print", "eks-1", "namespaces");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEqualTo("meshgen: 2 warnings (`meshgen render --check` prints them)\n");
  }

  /** The tree holds what is sealed, and the locks; the rest follows from the spec. */
  @Test
  void needsOnlyWhatIsSealedOfTheTree() throws Exception {
    String before = workspace.run("plugin", "print", "eks-1", "config").out();
    Files.delete(folder.resolve("rendered/clusters/eks-1/config/peer-authentication.yaml"));
    assertThat(workspace.run("plugin", "print", "eks-1", "config").out()).isEqualTo(before);
    assertThat(folder.resolve("rendered/clusters/eks-1/config/peer-authentication.yaml"))
        .doesNotExist();
  }

  @Test
  void printsSealedFilesWhereTheEngineOpensThem() throws Exception {
    Path other = Files.createDirectory(folder.resolve("flux"));
    workspace = new Workspace(other);
    render(FLUX);
    Workspace.Run run = workspace.run("plugin", "print", "eks-1", "trust");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo("---\n" + workspace.read("rendered/clusters/eks-1/trust/cacerts.sops.yaml"));
  }

  @ParameterizedTest
  @CsvSource({
    "MG1801, eks-1 discovery",
    "MG1802, eks-1 config trust",
    "MG1802, eks-1 istiod",
    "MG1803, eks-1 confg",
    "MG1803, eks-2 config",
    "MG1803, eks-1",
  })
  void refusesWhatWouldBeEmptyOrSealedOrUnknown(String code, String words) {
    workspace = new Workspace(folder);
    String[] arguments = ("plugin print " + words).split(" ");
    if (code.equals("MG1801")) {
      workspace = new Workspace(folder.resolve("flux"));
      folder.resolve("flux").toFile().mkdir();
      render(FLUX);
    }
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(code);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void issuesNothing() {
    workspace.append(
        "mesh.yaml",
        """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: new-1}
        spec: {platform: gke, network: two}
        """);
    Workspace.Run run = workspace.run("plugin", "print", "eks-1", "config");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("new-1");
    assertThat(folder.resolve("rendered/clusters/new-1")).doesNotExist();
  }

  @Test
  void asksForNoIdentity() throws Exception {
    Path asked = folder.resolve("asked");
    Path command = folder.resolve("key");
    Files.writeString(command, "#!/bin/sh\ntouch " + asked + "\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    workspace
        .with("SOPS_AGE_KEY_CMD", command.toString())
        .with("SOPS_AGE_KEY_FILE", folder.resolve("unreadable").toString());
    Workspace.Run run = workspace.run("plugin", "print", "eks-1", "config");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(asked).doesNotExist();
  }

  @Test
  void takesTheParametersOfArgoCd() {
    String printed = workspace.run("plugin", "print", "gke-1", "namespaces", "config").out();
    workspace.with("PARAM_CLUSTER", "gke-1").with("PARAM_LAYERS", "namespaces, config");
    assertThat(workspace.run("plugin", "cmp").out()).isEqualTo(printed);
    workspace
        .without("PARAM_LAYERS")
        .with("PARAM_LAYERS_0", "namespaces")
        .with("PARAM_LAYERS_1", "config")
        .with("PARAM_SPEC", "mesh.yaml")
        .with("PARAM_TREE", "rendered");
    assertThat(workspace.run("plugin", "cmp").out()).isEqualTo(printed);

    Workspace.Run run = workspace.without("PARAM_CLUSTER").run("plugin", "cmp");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("PARAM_CLUSTER: error[MG1803]: missing cluster");
  }

  @Test
  void isAFunctionOfKustomizeAndKpt() {
    Workspace.Run run = workspace.runWith(LIST, "plugin", "krm");

    assertThat(run.code()).as(run.err()).isZero();
    JsonNode list = ConsumerYaml.readOne(run.out());
    assertThat(list.path("kind").asString()).isEqualTo("ResourceList");
    assertThat(list.at("/functionConfig/data/cluster").asString()).isEqualTo("eks-1");
    assertThat(list.path("items"))
        .extracting(each -> each.path("kind").asString())
        .containsExactly("ConfigMap", "Namespace", "Gateway", "PeerAuthentication");
    assertThat(list.at("/items/0")).isEqualTo(ConsumerYaml.readOne(LIST).at("/items/0"));
    assertThat(list.at("/items/3/spec/mtls/mode").asString()).isEqualTo("STRICT");
    assertThat(list.at("/items/3/metadata/annotations/config.kubernetes.io~1path").asString())
        .isEqualTo("clusters/eks-1/config/peer-authentication.yaml");
    assertThat(list.has("results")).isFalse();

    Workspace.Run again = workspace.runWith(run.out(), "plugin", "krm");
    assertThat(again.out()).as("a second run changes nothing").isEqualTo(run.out());
  }

  @Test
  void aFunctionSaysWhatIsWrongInItsResults() {
    Workspace.Run run = workspace.runWith(LIST.replace("eks-1", "eks-9"), "plugin", "krm");

    assertThat(run.code()).isEqualTo(1);
    JsonNode list = ConsumerYaml.readOne(run.out());
    assertThat(list.path("items")).hasSize(2);
    assertThat(list.path("results")).as("no warnings of the mesh").hasSize(1);
    assertThat(list.at("/results/0/severity").asString()).isEqualTo("error");
    assertThat(list.at("/results/0/message").asString()).startsWith("MG1803: unknown cluster");
    assertThat(run.err()).contains("<stdin>:7:9: error[MG1803]", "did you mean \"eks-1\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "'kind: List'",
    "'{'",
    "''",
    "'kind: ResourceList'",
    "'{kind: ResourceList, functionConfig: 1}'",
  })
  void aFunctionRefusesWhatIsNoResourceList(String input) {
    Workspace.Run run = workspace.runWith(input, "plugin", "krm");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error[MG");
  }
}
