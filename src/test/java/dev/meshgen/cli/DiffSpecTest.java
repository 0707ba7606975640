package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.testing.GitFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what two revisions of a spec compile to, and says which of its lines did it. */
final class DiffSpecTest {
  private static final String RELAXED = "MD0401 high, security: mutual TLS is no longer required";
  private static final String DOMAIN = "  trustDomain: retail.example\n";
  private static final String PERMISSIVE = DOMAIN + "  security: {mtls: permissive}\n";

  @TempDir private Path folder;
  private Workspace workspace;
  private GitFolder repository;

  @BeforeEach
  void commitASpec() {
    workspace = new Workspace(folder);
    Workspace.copy(
        Path.of("examples/multi-primary-multi-network/mesh.yaml").toAbsolutePath(),
        folder.resolve("mesh.yaml"));
    repository = GitFolder.in(folder).commit("first");
  }

  private void edit(String old, String now) {
    workspace.replace("mesh.yaml", old, now);
  }

  private String out(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void comparesTheWorkingDirectoryWithTheLastCommit() {
    assertThat(out("diff", "--spec")).isEqualTo("no changes\n");
    edit(DOMAIN, PERMISSIVE);
    assertThat(out("diff", "--spec"))
        .startsWith("1 change in 2 of 2 clusters: 1 high\n")
        .contains(RELAXED, "    spec mesh.yaml:9: Mesh spec.security set to {mtls: permissive}\n");
    assertThat(folder.resolve("rendered")).as("nothing is written").doesNotExist();
  }

  @Test
  void comparesRevisionsFromWhereTheyParted() {
    repository.git("branch", "feature");
    edit(DOMAIN, PERMISSIVE);
    repository.commit("main goes on");
    repository.git("checkout", "--quiet", "feature");
    edit("version: 1.30.5", "version: 1.30.4");
    repository.commit("feature");
    assertThat(out("diff", "--spec", "main", "feature"))
        .contains("MD0602", "spec mesh.yaml:10: Mesh spec.istio.version: 1.30.5 → 1.30.4")
        .doesNotContain("PERMISSIVE");
    assertThat(out("diff", "--spec", "main", "feature", "--no-merge-base"))
        .contains("PERMISSIVE → STRICT");
    assertThat(out("diff", "--spec", "main")).doesNotContain("PERMISSIVE");
  }

  @Test
  void comparesFiles() {
    Workspace.copy(folder.resolve("mesh.yaml"), folder.resolve("other.yaml"));
    workspace.replace("other.yaml", DOMAIN, PERMISSIVE);
    assertThat(out("diff", "--spec", "mesh.yaml", "other.yaml")).contains(RELAXED, "other.yaml:9");
  }

  /** A whole folder is a spec, but neither its tree nor what lies in a folder for tools. */
  @Test
  void readsAFolderAsACommitHasIt() throws IOException {
    String spec = Files.readString(folder.resolve("mesh.yaml"));
    int second = spec.indexOf("---\n", spec.indexOf("---\n") + 4);
    Files.writeString(folder.resolve("mesh.yaml"), spec.substring(0, second));
    workspace.write("clusters/eks.yaml", spec.substring(second + 4));
    workspace.write(".hidden/x.yaml", "apiVersion: meshgen.dev/v1alpha1\nkind: Nothing\n");
    workspace.write("rendered/x.yaml", "apiVersion: meshgen.dev/v1alpha1\nkind: Nothing\n");
    workspace.write("chart/values.yaml", "a: b\n");
    repository.commit("several files");
    assertThat(out("diff", "--spec")).isEqualTo("no changes\n");
    workspace.replace("clusters/eks.yaml", "network: aws-use1", "network: aws-other");
    assertThat(out("diff", "--spec"))
        .contains("spec clusters/eks.yaml:8: Cluster \"eks-us-east\" spec.network");
  }

  @Test
  void aSpecThatIsWrongIsSaidWithItsRevision() {
    edit("platform: eks", "platform: eks-eks");
    repository.commit("wrong");
    edit("platform: eks-eks", "platform: eks");
    Workspace.Run run = workspace.run("diff", "--spec");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("HEAD:mesh.yaml:42:13: error[MG0204]");
    assertThat(workspace.run("diff", "--spec", "no-such").err())
        .contains("\"no-such\" is neither a folder nor a Git revision");
    assertThat(workspace.run("diff", "--spec", "-f", "-").code()).isEqualTo(3);
  }

  /** The same change in several clusters is one cause with several places. */
  @Test
  void oneChangeInManyDocumentsIsOneCause() {
    edit("  platform: aks\n", "  platform: aks\n  istio: {version: 1.30.4}\n");
    edit("  platform: eks\n", "  platform: eks\n  istio: {version: 1.30.4}\n");
    JsonNode found = JsonMapper.shared().readTree(out("diff", "--spec", "--format", "json"));
    for (JsonNode change : found.get("changes")) {
      assertThat(change.get("causes")).hasSize(1);
      assertThat(change.at("/causes/0/field").asString()).isEqualTo("spec.istio");
      assertThat(change.at("/causes/0/places")).hasSize(2);
      assertThat(change.at("/causes/0/places/1/line").asInt()).isEqualTo(44);
    }
    assertThat(out("diff", "--spec")).contains("spec mesh.yaml:29 and 1 more: Cluster");
  }

  @Test
  void scriptsGetCausesAndAcknowledgements() throws IOException {
    edit(
        DOMAIN,
        PERMISSIVE
            + "  acknowledge:\n  - {code: MD0401, reason: moving in, until: \"2026-06-30\"}\n");
    String json = out("diff", "--spec", "--format", "json");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/diff.schema.json")), InputFormat.JSON)
                .validate(json, InputFormat.JSON))
        .isEmpty();
    JsonNode change = JsonMapper.shared().readTree(json).get("changes").get(0);
    JsonNode acknowledged = change.get("findings").get(0).get("acknowledged");
    assertThat(acknowledged.get("reason").asString()).isEqualTo("moving in");
    assertThat(change.get("causes").get(0).get("text").asString())
        .isEqualTo("Mesh spec.security set to {mtls: permissive}");
  }

  @Test
  void whatTheSpecAcknowledgesDoesNotFail() {
    edit(DOMAIN, PERMISSIVE);
    assertThat(workspace.run("diff", "--spec", "--fail-on", "security").code()).isEqualTo(1);
    String entry =
        "  acknowledge:\n  - {code: MD0401, clusters: [CLUSTERS], reason: \"on its way\","
            + " until: \"2026-06-30\"}\n";
    edit(PERMISSIVE, PERMISSIVE + entry.replace("CLUSTERS", "eks-us-east"));
    assertThat(workspace.run("diff", "--spec", "--fail-on", "security").code())
        .as("the change is in another cluster as well")
        .isEqualTo(1);
    edit("[eks-us-east]", "[eks-us-east, aks-westeurope]");
    Workspace.Run run = workspace.run("diff", "--spec", "--fail-on", "security,high");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(RELAXED + " (acknowledged until 2026-06-30: on its way)")
        .contains("1 change in 2 of 2 clusters: 1 high");
    assertThat(
            workspace
                .run("diff", "--spec", "--fail-on", "security", "--as-of", "2026-07-01")
                .code())
        .isEqualTo(1);
  }

  @Test
  void onlyAFindingThatExistsCanBeAcknowledged() {
    edit(DOMAIN, DOMAIN + "  acknowledge:\n  - {code: MD9999, reason: r, until: \"2026-06-30\"}\n");
    assertThat(workspace.run("validate").err())
        .contains("unknown diagnostic code \"MD9999\"")
        .contains("of a finding of `meshgen diff`");
  }

  @Test
  void codeScannersGetTheLineOfTheSpec() {
    edit(DOMAIN, PERMISSIVE);
    JsonNode run =
        JsonMapper.shared().readTree(out("diff", "--spec", "--format", "sarif")).at("/runs/0");
    JsonNode result = run.get("results").get(0);
    assertThat(result.get("ruleId").asString()).isEqualTo("MD0401");
    assertThat(result.get("level").asString()).isEqualTo("warning");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asString()).isEqualTo("mesh.yaml");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(9);
    assertThat(result.at("/relatedLocations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("rendered/clusters/aks-westeurope/config/peer-authentication.yaml");
    assertThat(run.at("/tool/driver/rules/0/help/markdown").asString()).startsWith("# MD0401: ");
  }

  @Test
  void annotationsAreOnTheSpec() {
    edit(DOMAIN, PERMISSIVE);
    assertThat(workspace.run("diff", "--spec", "--format", "github").out())
        .startsWith("::warning file=mesh.yaml,line=9,col=3,title=MD0401::mutual TLS is no longer");
    assertThat(workspace.run("diff", "--spec", "--format", "github", "--fail-on", "security").out())
        .startsWith("::error file=mesh.yaml,line=9,");
    JsonNode issue =
        JsonMapper.shared()
            .readTree(workspace.run("diff", "--spec", "--format", "gitlab").out())
            .get(0);
    assertThat(issue.at("/location/path").asString()).isEqualTo("mesh.yaml");
    assertThat(issue.at("/location/lines/begin").asInt()).isEqualTo(9);
    assertThat(issue.get("severity").asString()).isEqualTo("major");
    assertThat(issue.get("fingerprint").asString()).hasSize(64);
  }

  @Test
  void aTestReportFailsOnWhatStopsAndSkipsWhatIsAcknowledged() throws Exception {
    edit(DOMAIN, PERMISSIVE);
    edit("network: aws-use1", "network: aws-\\u0022x\\u0022".replace("\\u0022", ""));
    Element suite =
        suite(workspace.run("diff", "--spec", "--format=junit", "--fail-on=security").out());
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
        .contains("mutual TLS is no longer required: PeerAuthentication", "Check: ");
    edit(
        PERMISSIVE,
        PERMISSIVE
            + "  acknowledge:\n  - {code: MD0401, reason: \"<a & b>\", until: \"2026-06-30\"}\n");
    suite = suite(workspace.run("diff", "--spec", "--format=junit", "--fail-on=security").out());
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
  }

  private static Element suite(String xml) throws Exception {
    return (Element)
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("testsuite")
            .item(0);
  }

  /** Also where committed trees are compared, as far as the specs behind them are known. */
  @Test
  void committedTreesHaveSpecsBehindThem() {
    Workspace.copy(
        Path.of("golden/multi-primary-multi-network").toAbsolutePath(), folder.resolve("rendered"));
    repository.commit("rendered");
    edit(DOMAIN, PERMISSIVE);
    for (String cluster : List.of("eks-us-east", "aks-westeurope")) {
      workspace.replace(
          "rendered/clusters/" + cluster + "/config/peer-authentication.yaml",
          "mode: STRICT",
          "mode: PERMISSIVE");
    }
    assertThat(out("diff", "HEAD", "--format", "github"))
        .startsWith("::warning file=mesh.yaml,line=9,col=3,title=MD0401::");
    repository.commit("relaxed");
    assertThat(out("diff", "HEAD~1", "HEAD", "--format", "github"))
        .startsWith("::warning file=mesh.yaml,line=9,col=3,title=MD0401::");
  }

  /** Without a spec, the line of the tree is the best place there is. */
  @ParameterizedTest
  @ValueSource(strings = {"sarif", "github", "gitlab", "junit"})
  void withoutASpecTheTreeIsThePlace(String format) throws IOException {
    Workspace.copy(
        Path.of("golden/multi-primary-multi-network").toAbsolutePath(), folder.resolve("rendered"));
    repository.commit("rendered");
    Files.delete(folder.resolve("mesh.yaml"));
    workspace.replace(
        "rendered/clusters/eks-us-east/config/peer-authentication.yaml",
        "mode: STRICT",
        "mode: PERMISSIVE");
    assertThat(out("diff", "HEAD", "--format", format))
        .contains("rendered/clusters/eks-us-east/config/peer-authentication.yaml");
  }

  private static final String APPROVALS =
      """
        approvals:
          - {changes: [security, trust], owners: ["@example/security"], label: needs-security}
          - {changes: [versions], owners: ["@example/sre", mesh@example.com]}
          - {changes: [exposure], label: exposed}
      """;

  @Test
  void theSpecSaysWhoApproves() throws IOException {
    edit(DOMAIN, DOMAIN + APPROVALS);
    assertThat(out("diff", "--spec", "--format", "labels")).isEmpty();
    edit(DOMAIN, PERMISSIVE);
    edit("version: 1.30.5", "version: 1.30.4");
    assertThat(out("diff", "--spec"))
        .endsWith(
            """

            Needs approval
              security: @example/security, label needs-security
              versions: @example/sre, mesh@example.com
            """);
    assertThat(out("diff", "--spec", "--format", "labels")).isEqualTo("needs-security\n");
    assertThat(out("diff", "--spec", "--format", "markdown"))
        .contains("Needs approval: `security: @example/security, label needs-security`");
    JsonNode found = JsonMapper.shared().readTree(out("diff", "--spec", "--format", "json"));
    assertThat(found.at("/approvals/1/owners/0").asString()).isEqualTo("@example/sre");
    String entry = "  acknowledge:\n  - {code: MD0401, reason: r, until: \"2026-06-30\"}\n";
    edit(PERMISSIVE, PERMISSIVE + entry);
    assertThat(out("diff", "--spec", "--format", "labels"))
        .as("what is acknowledged needs no approval")
        .isEmpty();
  }

  @Test
  void ownersOfFilesFollowFromTheTopics() {
    Workspace.copy(
        Path.of("golden/multi-primary-multi-network").toAbsolutePath(), folder.resolve("rendered"));
    edit(DOMAIN, DOMAIN + APPROVALS);
    repository.commit("approvals");
    assertThat(out("diff", "HEAD", "--format", "codeowners").lines())
        .contains(
            "/rendered/clusters/*/config/peer-authentication.yaml @example/security",
            "/rendered/argocd/mesh/project.yaml @example/security")
        .contains("/rendered/clusters/*/meshgen.lock @example/sre mesh@example.com")
        .doesNotHaveDuplicates()
        .noneMatch(line -> line.contains("eks-us-east"));
    edit("changes: [versions]", "changes: [versions, medium]");
    assertThat(out("diff", "HEAD", "--format", "codeowners"))
        .as("a change that no rule knows is medium, and can be anywhere")
        .startsWith("/rendered/ @example/sre mesh@example.com\n");
  }

  @Test
  void theSchemaKnowsEveryTopicAndWeight() {
    edit(DOMAIN, DOMAIN + APPROVALS.replace("exposure", "exposures"));
    assertThat(workspace.run("validate").err())
        .contains("one of " + String.join(", ", StopWords.known()));
  }
}
