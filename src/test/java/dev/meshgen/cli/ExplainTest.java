package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainTest {
  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void spec() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  @Test
  void explainsAFieldWithItsTypeDefaultAndValues() {
    Run run = workspace.run("explain", "Cluster.spec.controlPlane.role");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            KIND:     Cluster
            FIELD:    spec.controlPlane.role <string>

            `primary`: runs its own istiod. `remote`: uses the istiod of its primaries. `external`:
            hosts an istiod for remotes and is not part of the mesh itself.

            DEFAULT:  primary

            VALUES:   primary, remote, external
            """);
  }

  @Test
  void listsTheFieldsOfAnObjectAndWhichAreRequired() {
    assertThat(workspace.run("explain", "mesh.spec.delivery.argocd").out())
        .contains("KIND:     Mesh", "FIELD:    spec.delivery.argocd <object>", "FIELDS:")
        .contains("  repoURL <string> -required-");
  }

  @Test
  void walksThroughLists() {
    assertThat(workspace.run("explain", "Mesh.spec.clusterOverrides.match").code()).isZero();
    assertThat(workspace.run("explain", "Mesh.spec.clusterOverrides").out())
        .contains("<[]object>", "match <object>", "set <object>");
  }

  /** Every field of every kind can be explained: the walk that editors and people take. */
  @ParameterizedTest
  @ValueSource(strings = {"Mesh", "Cluster"})
  void explainsEveryField(String kind) {
    List<String> fields = new ArrayList<>(List.of(kind));
    for (int i = 0; i < fields.size(); i++) {
      Run run = workspace.run("explain", fields.get(i));
      assertThat(run.code()).as(fields.get(i)).isZero();
      assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
      boolean below = false;
      for (String line : run.out().lines().toList()) {
        below |= line.equals("FIELDS:");
        if (below && line.matches(" {2}\\S+ <.*")) {
          fields.add(fields.get(i) + "." + line.strip().split(" ")[0]);
        }
      }
    }
    assertThat(fields).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({
    "Mehs, did you mean \"Mesh\"?",
    "Mesh.spec.trustDomian, did you mean \"trustDomain\"?",
    "Cluster.spec.eastwest, did you mean \"eastWest\"?",
    "Cluster.spec.platform.eks, field \"eks\" in Cluster.spec.platform",
    "signers, Did you mean: meshgen explain Mesh.spec.trust.signers?",
    "1.31, such as istio/",
    "1005, 'neither a code, such as MG1005'",
    "istio.version, 'Mesh.spec.istio.version, or meshgen explain Cluster.spec.istio.version'",
  })
  void suggestsWhatWasMeant(String what, String hint) {
    Run run = workspace.run("explain", what);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(hint);
  }

  @Test
  void saysWhichLayersSetAValue() {
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        """
        clusterDefaults:
          istio:
            version: "1.30.4"
        clusterOverrides:
          - match:
              ring: canary
            set:
              istio:
                version: "1.31.1"
        delivery:
        """
            .indent(2));
    workspace.replace("mesh.yaml", "  name: east\n", "  name: east\n  labels:\n    ring: canary\n");

    Run run = workspace.run("explain", "cluster/east", "spec.istio.version");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            spec.istio.version: 1.31.1

              1.30.5  Mesh.spec.istio                    mesh.yaml:8:14
              1.30.4  Mesh.spec.clusterDefaults          mesh.yaml:18:16
              1.31.1  Mesh.spec.clusterOverrides[0].set  mesh.yaml:24:20
            """);
    assertThat(workspace.run("explain", "cluster/west", "spec.istio.version").out())
        .startsWith("spec.istio.version: 1.30.4\n");
  }

  @Test
  void saysWhenAValueIsBuiltInRemovedOrNotSet() {
    workspace.replace(
        "mesh.yaml", "  delivery:", "  clusterDefaults:\n    region: somewhere\n  delivery:");
    workspace.append("mesh.yaml", "  region: null\n");

    assertThat(workspace.run("explain", "cluster/east", "spec.istio.hub").out())
        .contains("spec.istio.hub: docker.io/istio", "built-in");
    assertThat(workspace.run("explain", "cluster/west", "spec.region").out())
        .contains("spec.region: removed", "null (removes)", "somewhere");
    assertThat(workspace.run("explain", "cluster/west", "spec.podCIDRs").out())
        .contains("built-in");
    Run unset = workspace.run("explain", "cluster/west", "spec.kubernetes.version");
    assertThat(unset.code()).isZero();
    assertThat(unset.out()).isEqualTo("spec.kubernetes.version: not set\n");
  }

  @Test
  void printsAWholeClusterAndMapsOfIt() {
    Run whole = workspace.run("explain", "cluster/east");
    assertThat(whole.out().lines().map(line -> line.replaceAll(" +# ", " # ")))
        .contains(
            "spec:",
            "  platform: eks # Cluster.spec, mesh.yaml:25:13",
            "    apiServer: https://east.example:6443 # Cluster.spec, mesh.yaml:28:16",
            "    version: \"1.30.5\" # Mesh.spec.istio, mesh.yaml:8:14",
            "      age: # Mesh.spec.secrets, mesh.yaml:12:9",
            "        - " + mesh.clustersRecipient(),
            "    destination: east # built-in");
    assertThat(workspace.run("explain", "cluster/east", "spec.kubernetes").out())
        .isEqualTo(
            """
            spec:
              kubernetes:
                autopilot: false                      # built-in
                ca: private                           # built-in
                apiServer: https://east.example:6443  # Cluster.spec, mesh.yaml:28:16
            """);
  }

  /** What is printed for a cluster is the resolved document itself. */
  @Test
  void printsAClusterThatReadsAsWhatItResolvesTo() {
    workspace.append(
        "mesh.yaml",
        "  values:\n    istiod:\n      \"a: b\": {}\n      env: {\"on\": \"no\"}\n      x: |\n        1\n        2\n");
    String cluster = workspace.run("explain", "cluster/west").out();
    String resolved = workspace.run("validate", "--resolved").out();
    String document = resolved.substring(resolved.lastIndexOf("---\n") + 4);

    assertThat(ConsumerYaml.readOne(cluster).get("spec"))
        .isEqualTo(ConsumerYaml.readOne(document).get("spec"));
  }

  @Test
  void looksIntoRawValues() {
    workspace.append(
        "mesh.yaml",
        "  values:\n    istiod:\n      resources:\n        requests:\n          cpu: 1\n");

    assertThat(
            workspace
                .run("explain", "cluster/west", "spec.values.istiod.resources.requests.cpu")
                .out())
        .contains("spec.values.istiod.resources.requests.cpu: 1");
  }

  @Test
  void suggestsTheClusterThatWasMeant() {
    Run run = workspace.run("explain", "cluster/esat", "spec");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("the spec has no cluster \"esat\"", "did you mean \"east\"?");
  }

  @Test
  void explainsNothingOfASpecThatIsWrong() {
    workspace.replace("mesh.yaml", "platform: eks", "platfrom: eks");

    Run run = workspace.run("explain", "cluster/east", "spec.platform");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG0202]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "schema Mesh", "schema cluster", "schema MESH"})
  void printsSchemasThatStandAlone(String line) {
    Run run = workspace.run(line.split(" "));

    assertThat(run.code()).isZero();
    JsonNode schema = JsonMapper.shared().readTree(run.out());
    assertThat(schema.at("/$schema").asString()).contains("2020-12");
    for (JsonNode reference : schema.findValues("$ref")) {
      String text = reference.asString();
      assertThat(text.startsWith("#") || run.out().contains("\"$id\": \"" + base(text)))
          .as(text)
          .isTrue();
    }
  }

  private static String base(String reference) {
    int hash = reference.indexOf('#');
    String file = hash < 0 ? reference : reference.substring(0, hash);
    return "https://meshgen.dev/schemas/v1alpha1/" + file.substring(file.lastIndexOf('/') + 1);
  }

  @Test
  void saysWhatIsKnownOfIstiosVersions() {
    Run all = workspace.run("explain", "istio");
    assertThat(all.code()).isZero();
    assertThat(all.out().lines())
        .hasSize(1 + IstioCatalog.builtIn().minors().size())
        .allMatch(line -> line.length() <= 100);
    assertThat(all.out())
        .contains("1.29.9   2026-10-15    1.31 to 1.35   1.1.0 to 1.4.1     sidec");
    Run minor = workspace.run("explain", "istio/1.30");
    assertThat(minor.code()).isZero();
    assertThat(minor.out())
        .contains(
            "KUBERNETES:   1.32 to 1.36", "GATEWAY API:  1.5.0 or later; TLSRoutes from 1.5.0")
        .contains("  hitlessRemoteSecretRotation (1.30.4)")
        .contains("  before 1.30.1: istiod can deadlock while it waits for its remote clusters")
        .contains(
            "  otherwise: values.istiod.env.PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE: \"false\"")
        .contains("  Gateway.networking.istio.io: v1, v1alpha3, v1beta1");
    assertThat(workspace.run("explain", "istio/1.30.5").out()).doesNotContain("KNOWN PROBLEMS");
    assertThat(workspace.run("explain", "istio/1.31.1").out())
        .contains("PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY: it is always on")
        .contains("never had these charts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"istio/1.27", "istio/latest", "istio/", "istio/1.30.4.1"})
  void saysWhichVersionsAreKnown(String what) {
    Run run = workspace.run("explain", what);
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(
            IstioCatalog.builtIn().minors().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @EnumSource
  void printsThePageOfEveryCode(Code code) throws IOException {
    Run run = workspace.run("explain", code.id().toLowerCase(Locale.ROOT));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("# " + code.id() + ": " + code.summary() + "\n")
        .hasLineCount(Files.readAllLines(Path.of("src/docs/diagnostics", code.id() + ".md")).size())
        .doesNotContainPattern("\\]\\((?!https://)|\\$\\{(age|ca)");
  }

  @Test
  void printsAPageThatNeedsNoRepository() {
    assertThat(workspace.run("explain", "MG1090").out())
        .contains("[Incidents](https://meshgen.dev/incident");
    assertThat(workspace.run("explain", "MG0801").out())
        .contains("[MG0804](https://meshgen.dev/diagnostics/MG0804)");
    assertThat(workspace.run("explain", "MG0702").out())
        .contains("- \"age1clusters…\"", "- \"age1root…\"");
    assertThat(workspace.run("explain", "MG0511").out())
        .contains("{caData: \"LS0t…expired\"}", "{caData: \"LS0t…\"}");
  }

  @Test
  void namesTheNewestMinorAsAnExample() {
    assertThat(workspace.run("explain", "1.31").err())
        .contains("such as istio/" + IstioCatalog.builtIn().minors().last());
  }

  @Test
  void saysWhichCodeWasMeant() {
    Run run = workspace.run("explain", "MG0568");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("unknown code \"MG0568\"", "did you mean \"MG05");
  }

  @Test
  void saysWhatACodeLooksLike() {
    Run run = workspace.run("explain", "MG123456");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("hint: a code is MG or MD and four digits, as in MD0101");
  }
}
