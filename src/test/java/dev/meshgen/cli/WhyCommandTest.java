package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks where lines of a tree come from, and what lines of a spec shape. */
final class WhyCommandTest {
  private static final String ISTIOD = "rendered/clusters/eks-us-east/values/istiod.yaml";

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void copyAMesh() {
    workspace = new Workspace(folder);
    Workspace.copy(
        Path.of("examples/multi-primary-multi-network/mesh.yaml").toAbsolutePath(),
        folder.resolve("mesh.yaml"));
    Workspace.copy(
        Path.of("golden/multi-primary-multi-network").toAbsolutePath(), folder.resolve("rendered"));
  }

  private String out(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void aLineComesFromALineOfTheSpec() {
    assertThat(out("why", ISTIOD + ":8"))
        .isEqualTo(
            """
            rendered/clusters/eks-us-east/values/istiod.yaml:8
                network: aws-use1
            Comes from
              mesh.yaml:44 Cluster "eks-us-east" spec.network: aws-use1
                over built-in: eks-us-east
            Template
              templates/cluster/values/istiod.yaml.mustache:%d
            Plan
              release istiod of chart istiod 1.30.5 in istio-system, applied after access by argocd
            """
                .formatted(lineOf("templates/cluster/values/istiod.yaml.mustache", "  network: ")));
  }

  private static int lineOf(String file, String start) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file));
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith(start)) {
          return i + 1;
        }
      }
      throw new AssertionError(start);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is not written has a field as well, which is the one to set. */
  @Test
  void aDefaultLeadsToItsField() {
    assertThat(out("why", ISTIOD + ":23"))
        .contains("autoscaleMin: 2")
        .doesNotContain("Comes from")
        .contains(
            "Cluster \"eks-us-east\" spec.istio.replicas.min, default 2, which is in the line");
  }

  /** No value of the spec flows into this line: it is there because of one. */
  @Test
  void aDecisionLeadsToTheFactBehindIt() {
    assertThat(out("why", ISTIOD + ":22"))
        .contains("validationFailurePolicy: Fail")
        .contains(
            "Decided by\n  mesh.yaml:10 Mesh spec.istio.version: 1.30.5 (a fact of that Istio")
        .doesNotContain("spec.network");
  }

  @Test
  void theLayersBelowAreShown() {
    workspace.replace(
        "mesh.yaml",
        "  secrets:\n",
        """
          clusterDefaults: {istio: {replicas: {min: 3}}}
          clusterOverrides:
            - match: {tier: gold}
              set: {istio: {replicas: {min: 4}}}
          secrets:
        """);
    workspace.replace(
        "mesh.yaml", "  name: eks-us-east\n", "  name: eks-us-east\n  labels: {tier: gold}\n");
    String said = out("why", "clusters/eks-us-east/values/istiod.yaml", "--format", "text");
    assertThat(said)
        .contains(
            """
              mesh.yaml:14 Mesh spec.clusterOverrides[0].set.istio.replicas.min: 4
                over Mesh.spec.clusterDefaults (mesh.yaml:11): 3
                over built-in: 2
            """)
        .contains("mesh.yaml:13 Mesh spec.clusterOverrides[0].match.tier: gold")
        .doesNotContain("Mesh spec.clusterDefaults.istio.replicas.min: 3");
  }

  @Test
  void anObjectIsFoundByItsName() {
    assertThat(out("why", "eks-us-east", "Namespace/istio-system"))
        .startsWith("rendered/clusters/eks-us-east/namespaces/namespace.yaml\n")
        .contains("mesh.yaml:44 Cluster \"eks-us-east\" spec.network: aws-use1")
        .contains("layer namespaces, applied first by argocd");
    assertThat(out("why", "eks-us-east", "values/istiod")).contains("/values/istiod.yaml\n");
  }

  @Test
  void theFileCanBePrintedWithItsSources() {
    assertThat(out("why", ISTIOD, "--annotate"))
        .containsPattern("  network: aws-use1 +# mesh.yaml:44 spec.network\n")
        .containsPattern("autoscaleMax: 5 +# default of spec.istio.replicas.max\n")
        .contains("\nvolumeMounts:\n");
  }

  @Test
  void aSealedFileComesFromWhatItIsMadeOf() {
    assertThat(out("why", "rendered/clusters/eks-us-east/trust/cacerts.sops.yaml"))
        .contains("spec.secrets.sops.age[0]: age1py7", "Mesh spec.trustDomain: retail.example")
        .contains("Mesh spec.trust.intermediate.key, default ecdsa-p256")
        .contains("sealed: cacerts of eks-us-east for 2 recipients");
  }

  @Test
  void aLineOfTheSpecShapesLinesOfTheTree() {
    assertThat(out("why", "--spec", "mesh.yaml:44"))
        .startsWith("mesh.yaml:44 Cluster \"eks-us-east\" spec.network: aws-use1\n")
        .contains(
            "  rendered/clusters/eks-us-east/namespaces/namespace.yaml:7\n", "  " + ISTIOD + ":8\n")
        .doesNotContain("aks-westeurope");
    assertThat(out("why", "--spec", "mesh.yaml:10"))
        .contains("rendered/clusters/*/values/istiod.yaml:20,21,22 in 2 clusters");
    assertThat(out("why", "--spec", "./mesh.yaml:46")).contains("affects nothing in the tree");
  }

  /** Of a mapping, all that is in it. */
  @Test
  void aKeyStandsForAllBelowIt() {
    assertThat(out("why", "--spec", "mesh.yaml:45"))
        .contains("spec.kubernetes.version: 1.34", "spec.kubernetes.apiServer: https://");
  }

  /** Whatever shapes a line is found from both ends. */
  @Test
  void bothDirectionsAgree() throws IOException {
    int lines = Files.readAllLines(folder.resolve("mesh.yaml")).size();
    JsonNode file = json("why", ISTIOD, "--format", "json");
    for (int line = 1; line <= lines; line++) {
      Workspace.Run run = workspace.run("why", "--spec", "mesh.yaml:" + line, "--format", "json");
      if (run.code() != 0) {
        continue;
      }
      for (JsonNode source : JsonMapper.shared().readTree(run.out()).get("sources")) {
        for (JsonNode shaped : source.get("shapes")) {
          if (shaped.get("path").asString().equals(ISTIOD)
              && !source.get("field").asString().equals("metadata.name")) {
            assertThat(find(file, source).get("lines")).isEqualTo(shaped.get("lines"));
          }
        }
      }
    }
  }

  private static JsonNode find(JsonNode file, JsonNode source) {
    for (JsonNode each : file.get("sources")) {
      if (each.get("field").equals(source.get("field"))
          && each.get("document").equals(source.get("document"))) {
        return each;
      }
    }
    throw new AssertionError(source + " is not found from the file");
  }

  private JsonNode json(String... arguments) throws IOException {
    String json = out(arguments);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/why.schema.json")), InputFormat.JSON)
                .validate(json, InputFormat.JSON))
        .isEmpty();
    return JsonMapper.shared().readTree(json);
  }

  @Test
  void scriptsGetAllOfIt() throws IOException {
    JsonNode line = json("why", ISTIOD + ":8", "--format", "json");
    assertThat(line.at("/sources/0/file").asString()).isEqualTo("mesh.yaml");
    assertThat(line.at("/sources/0/line").asInt()).isEqualTo(44);
    assertThat(line.at("/sources/0/over/0/value").asString()).isEqualTo("eks-us-east");
    assertThat(line.at("/lines/0/template").asString())
        .isEqualTo("templates/cluster/values/istiod.yaml.mustache");
    assertThat(json("why", "--spec", "mesh.yaml:44", "--format", "json").at("/sources/0/shapes"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rendered/nothing.yaml, 3, the spec does not compile to rendered/nothing.yaml",
    "rendered/trust/root-cert.pem, 3, 'it was issued, or is no longer needed'",
    "rendered/clusters/eks-us-east/values/istiod.yaml:9999, 3, istiod.yaml has only",
    "rendered/clusters/eks-us-east/values/istiod.yaml:0, 2, the first line of a file is 1",
    "rendered/clusters, 3, rendered/clusters is a folder; name a file in it",
    "rendered/, 3, rendered is a folder; name a file in it",
    "'', 2, the value is empty",
    "rendered/clusters/eks-us-east/meshgen.lock:43, 3, is not what the spec compiles to",
    "../mesh.yaml, 3, does not compile to",
    "eks-us-east, 3, does not compile to",
  })
  void whatDoesNotComeFromTheSpecIsSaid(String target, int code, String message) {
    Workspace.Run run = workspace.run("why", target);
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  /** Editors pass whole paths, and shells complete from the working directory. */
  @Test
  void aFileIsNamedFromAnywhere() {
    String answer = out("why", ISTIOD + ":8");
    assertThat(out("why", folder.resolve(ISTIOD) + ":8")).isEqualTo(answer);
    assertThat(out("why", "rendered/../" + ISTIOD + ":8")).isEqualTo(answer);
    assertThat(out("why", ISTIOD.substring("rendered/".length()) + ":8")).isEqualTo(answer);
    assertThat(out("why", "--spec", folder.resolve("mesh.yaml") + ":44"))
        .isEqualTo(out("why", "--spec", "mesh.yaml:44"));
  }

  @ParameterizedTest
  @CsvSource({
    "mesh.yaml:1, has no field that can be traced",
    "mesh.yaml:999, has no field that can be traced",
    "mesh.yaml:x, has no line; expected FILE:LINE",
    "mesh.yaml, is not a line of the spec; expected FILE:LINE with one of mesh.yaml",
    "other.yaml:4, is not a line of the spec; expected FILE:LINE with one of mesh.yaml",
    "mesh.yaml:99999999999, has no line",
  })
  void whatIsNoLineOfTheSpecIsSaid(String line, String message) {
    Workspace.Run run = workspace.run("why", "--spec", line);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void whatIsNoObjectIsSaid() {
    assertThat(workspace.run("why", "eks-us-east", "Namespace/istio-sytem").err())
        .contains("did you mean Namespace/istio-system?");
    assertThat(workspace.run("why", "eks-us-east", "Values/pilot-something").err())
        .endsWith(
            "has no Values/pilot-something; it has Values/base, Values/eastwestgateway, Values/istiod\n");
    assertThat(workspace.run("why", "eks-us-east", "Service/foo").err())
        .contains("; it has objects of the kinds Application, Build, Cluster, ")
        .doesNotContain("shop-eks-us-east");
    assertThat(workspace.run("why", "west", "Namespace/istio-system").err())
        .contains("cluster \"west\" is not in the spec");
    for (String nothing : List.of("Namespace", "/", "/istiod")) {
      assertThat(workspace.run("why", "eks-us-east", nothing).err())
          .contains("names no object; expected KIND/NAME");
    }
    assertThat(workspace.run("why").code()).isEqualTo(2);
    assertThat(workspace.run("why", ISTIOD, "--spec", "mesh.yaml:1").code()).isEqualTo(2);
  }

  /** Lines of a tree that is behind are found by their text, and those that are not are refused. */
  @Test
  void aStaleTreeIsNotMisread() {
    workspace.replace(ISTIOD, "global:\n", "added: by hand\nglobal:\n");
    assertThat(out("why", ISTIOD + ":9")).contains("network: aws-use1", "mesh.yaml:44");
    assertThat(workspace.run("why", ISTIOD + ":2").err()).contains("the tree is stale");
  }

  @Test
  void aSpecWithErrorsIsSaidFirst() {
    workspace.replace("mesh.yaml", "platform: eks", "platform: eks-eks");
    Workspace.Run run = workspace.run("why", ISTIOD);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("error[MG0204]");
  }

  /** Several documents of one file are told apart. */
  @Test
  void onlyTheObjectThatWasAskedForIsTraced() {
    workspace.replace(
        "mesh.yaml", "  trustDomain:", "  security: {networkPolicy: true}\n  trustDomain:");
    String all = out("why", "clusters/eks-us-east/access/network-policies.yaml");
    String names = workspace.run("why", "eks-us-east", "NetworkPolicy/none").err();
    assertThat(all).contains("spec.security.networkPolicy");
    assertThat(names).contains("NetworkPolicy/istio-system/istiod");
    assertThat(out("why", "eks-us-east", "NetworkPolicy/istiod"))
        .startsWith("rendered/clusters/eks-us-east/access/network-policies.yaml\n");
  }

  /** Nothing is written, and no identity is looked for. */
  @Test
  void nothingIsWrittenAndATreeIsNotNeeded() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.copy(folder.resolve("mesh.yaml"), elsewhere.resolve("mesh.yaml"));
    Workspace.Run run =
        new Workspace(elsewhere).run("why", "rendered/clusters/eks-us-east/values/istiod.yaml:8");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(elsewhere).isDirectoryNotContaining("glob:**/rendered");
  }
}
