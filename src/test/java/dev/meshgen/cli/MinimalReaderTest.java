package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a reader may do where the tree says so: what istiods do with another cluster. */
class MinimalReaderTest {
  private static final String ROLE = "rendered/clusters/east/access/reader-role.yaml";

  /**
   * What istiod lists and watches in a cluster that has one of its own: {@code
   * pkg/kube/multicluster/cluster.go}, {@code pilot/pkg/serviceregistry/kube/controller}, {@code
   * pilot/pkg/credentials/kube}, {@code security/pkg/server/ca/node_auth.go}; the kinds that may be
   * missing, once it has seen their definitions.
   */
  private static final List<String> READ =
      List.of(
          "apiextensions.k8s.io/customresourcedefinitions",
          "/namespaces",
          "/nodes",
          "/pods",
          "/secrets",
          "/services",
          "discovery.k8s.io/endpointslices",
          "gateway.networking.k8s.io/gateways",
          "networking.istio.io/workloadentries");

  @TempDir Path folder;

  private Workspace workspace;

  private void limited() {
    workspace = TestMesh.in(folder).workspace();
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        "  discovery: {credential: {readerRBAC: minimal}}\n  delivery:\n");
  }

  private Run render() {
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private List<JsonNode> objects(String file) {
    return ConsumerYaml.read(workspace.read(file));
  }

  /** As {@code group/resource verb}, one for each. */
  private static Set<String> rules(JsonNode role) {
    Set<String> rules = new TreeSet<>();
    for (JsonNode rule : role.at("/rules")) {
      for (JsonNode group : rule.at("/apiGroups")) {
        for (JsonNode resource : rule.at("/resources")) {
          rule.at("/verbs")
              .forEach(
                  verb ->
                      rules.add(
                          group.asString() + "/" + resource.asString() + " " + verb.asString()));
        }
      }
    }
    return rules;
  }

  private static Set<String> reading() {
    Set<String> rules = new TreeSet<>();
    READ.forEach(
        each -> List.of("get", "list", "watch").forEach(verb -> rules.add(each + " " + verb)));
    return rules;
  }

  @ParameterizedTest
  @CsvSource({
    "1.28.10, false, false",
    "1.29.8, true, false",
    "1.30.5, true, true",
    "1.31.1, true, true"
  })
  void allowsWhatIstiodDoesThere(String version, boolean meshConfig, boolean withoutChart) {
    limited();
    workspace.write(
        "mesh.yaml",
        workspace
            .read("mesh.yaml")
            .replaceAll("version: [\"0-9.]+", "version: \"" + version + "\""));

    render();

    List<JsonNode> objects = objects(ROLE);
    assertThat(rules(objects.get(0))).isEqualTo(reading());
    assertThat(objects).hasSize(meshConfig ? 3 : 1);
    if (meshConfig) {
      // From 1.29 on istiod looks up the trust domain of a cluster, in one object.
      assertThat(rules(objects.get(1)))
          .containsExactly("/configmaps get", "/configmaps list", "/configmaps watch");
      assertThat(objects.get(1).at("/rules/0/resourceNames").toString()).isEqualTo("[\"istio\"]");
      assertThat(objects.get(1).at("/metadata/namespace").asString()).isEqualTo("istio-system");
    }
    for (String values : List.of("base", "istiod")) {
      String text = workspace.read("rendered/clusters/east/values/" + values + ".yaml");
      assertThat(text.contains("enableReaderRBAC: false")).isEqualTo(withoutChart);
    }
    JsonNode binding = objects("rendered/clusters/east/access/reader.yaml").get(1);
    assertThat(binding.at("/roleRef/name").asString())
        .isEqualTo(objects.get(0).at("/metadata/name").asString());
  }

  @Test
  void allowsMoreWhereAnIstiodElsewhereRunsTheCluster() throws IOException {
    workspace = new Workspace(folder);
    Workspace.copy(Path.of("examples/primary-remote"), folder.resolve("spec"));
    String spec = workspace.read("spec/mesh.yaml");
    workspace.write(
        "spec/mesh.yaml",
        spec.replaceFirst(
            "\n  delivery:\n",
            "\n  discovery: {credential: {readerRBAC: minimal}}\n  delivery:\n"));
    Run run = workspace.run("render", "-f", "spec", "-o", "rendered");
    assertThat(run.code()).as(run.err()).isZero();

    Set<String> expected = reading();
    expected.addAll(
        List.of(
            "authentication.k8s.io/tokenreviews create",
            "authorization.k8s.io/subjectaccessreviews create"));
    for (String verb : List.of("create", "get", "list", "update", "watch")) {
      expected.add("/configmaps " + verb);
    }
    for (String verb : List.of("get", "list", "patch", "update", "watch")) {
      expected.add("admissionregistration.k8s.io/mutatingwebhookconfigurations " + verb);
    }
    List<String> roles =
        workspace.tree("rendered").keySet().stream()
            .filter(path -> path.endsWith("access/reader-role.yaml"))
            .toList();
    assertThat(roles).isNotEmpty();
    for (String role : roles) {
      assertThat(rules(objects("rendered/" + role).get(0))).as(role).isEqualTo(expected);
    }
  }

  @Test
  void refusesTheTokenOfAnAccountWithoutRights() {
    limited();
    render();

    Run refused =
        workspace.runWith(
            AccountToken.lasting().secret(), "credential", "add", "east", "--from-file=-");
    Run added =
        workspace.runWith(
            AccountToken.ofAccount(AccountToken.OWN_ACCOUNT).secret(),
            "credential",
            "add",
            "east",
            "--from-file=-");

    assertThat(refused.err()).contains("error[MG1114]");
    assertThat(added.code()).as(added.err()).isZero();
  }

  @Test
  void takesNoRightsFromATokenInUse() {
    workspace = TestMesh.in(folder).workspace();
    workspace.write(
        "mesh.yaml",
        workspace
            .read("mesh.yaml")
            .replaceAll("argocd:\n +repoURL: .*\n", "flux:\n      sourceRef: {name: platform}\n"));
    render();
    workspace.runWith(
        AccountToken.lasting().secret(), "credential", "add", "east", "--from-file=-");
    render();
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        "  discovery: {credential: {readerRBAC: minimal}}\n  delivery:\n");

    Run refused = workspace.run("render");

    assertThat(refused.code()).isNotZero();
    assertThat(refused.err())
        .contains(
            "error[MG1146]: the account used to discover \"east\" belongs to a chart",
            "set `discovery.credential.readerRBAC: chart` in the Cluster");
  }

  @Test
  void saysThatAnIstiodWouldCrashWithoutItsSwitch() {
    limited();
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        """
          clusterDefaults:
            values: {istiod: {env: {PILOT_ENABLE_REMOTE_CREDENTIALS_CONTROLLER: "false"}}}
          delivery:
        """);

    assertThat(workspace.run("render").err()).contains("istiod would crash");
  }
}
