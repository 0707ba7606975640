package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meshgen.testing.GitFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares folders, revisions, and what a spec compiles to. */
final class DiffCommandTest {
  private static final String STRICT = "mode: STRICT";
  private static final String MODE =
      "rendered/clusters/eks-us-east/config/peer-authentication.yaml";
  private static final String RELAXED = "MD0401 high, security: mutual TLS is no longer required";

  @TempDir private Path folder;
  private Workspace workspace;
  private GitFolder repository;

  @BeforeEach
  void commitATree() {
    workspace = new Workspace(folder);
    Workspace.copy(
        Path.of("golden/multi-primary-multi-network").toAbsolutePath(), folder.resolve("rendered"));
    repository = GitFolder.in(folder).commit("first");
  }

  private void commit(String message) {
    repository.commit(message);
  }

  private void git(String... arguments) {
    repository.git(arguments);
  }

  @Test
  void comparesFolders() {
    Workspace.copy(folder.resolve("rendered"), folder.resolve("other"));
    workspace.replace(MODE.replace("rendered", "other"), STRICT, "mode: PERMISSIVE");
    Workspace.Run run = workspace.run("diff", "rendered", "other");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("1 change in 1 of 2 clusters: 1 high\n")
        .contains(RELAXED, "~ spec.mtls.mode: STRICT → PERMISSIVE", " in eks-us-east\n");
    assertThat(workspace.run("diff", "other", "rendered").out())
        .contains("MD0402 high, security: mutual TLS is required");
    assertThat(workspace.run("diff", "other", "other").out()).isEqualTo("no changes\n");
  }

  @Test
  void comparesTheWorkTreeWithARevision() {
    assertThat(workspace.run("diff", "HEAD").out()).isEqualTo("no changes\n");
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    assertThat(workspace.run("diff", "HEAD").out()).contains(RELAXED);
    workspace.write(
        "rendered/clusters/eks-us-east/config/more.yaml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: more}\n");
    assertThat(workspace.run("diff", "HEAD").out()).contains("+ Service more added in eks-us-east");
  }

  /** As reviewers see it: what happened on the other branch meanwhile is not part of the change. */
  @Test
  void comparesRevisionsFromWhereTheyParted() {
    git("branch", "feature");
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    commit("main goes on");
    git("checkout", "--quiet", "feature");
    workspace.replace(
        "rendered/clusters/eks-us-east/values/istiod.yaml", "autoscaleMin: 2", "autoscaleMin: 3");
    commit("feature");
    assertThat(workspace.run("diff", "main", "feature").out())
        .contains("autoscaleMin: 2 → 3")
        .doesNotContain("PERMISSIVE");
    assertThat(workspace.run("diff", "main", "feature", "--no-merge-base").out())
        .contains("autoscaleMin: 2 → 3", "PERMISSIVE → STRICT");
    assertThat(workspace.run("diff", "main").out()).doesNotContain("PERMISSIVE");
  }

  @Test
  void failsOnTheTopicsAndWeightsThatItIsToldTo() {
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    assertThat(workspace.run("diff", "HEAD", "--fail-on", "trust,exposure").code()).isZero();
    assertThat(workspace.run("diff", "HEAD", "--fail-on", "trust,security").code()).isEqualTo(1);
    assertThat(workspace.run("diff", "HEAD", "--fail-on", "high").code()).isEqualTo(1);
    Workspace.Run unknown = workspace.run("diff", "HEAD", "--fail-on", "safety");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("unknown topic \"safety\"; expected one of trust,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-branch", "--help-me", "HEAD:rendered", "rendered/README.md"})
  void aNameThatMeansNothingIsSaid(String name) {
    Workspace.Run run = workspace.run("diff", "--", name);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("\"" + name + "\" is neither a folder nor a Git revision");
  }

  @Test
  void withoutACheckoutThereIsNoRevision(@TempDir Path elsewhere) {
    Workspace.copy(folder.resolve("rendered"), elsewhere.resolve("rendered"));
    Workspace.Run run = new Workspace(elsewhere).run("diff", "main");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "\"main\" is neither a folder nor a Git revision: rendered is not in a Git checkout");
  }

  @Test
  void foldersNeedNoCheckout(@TempDir Path elsewhere) {
    Workspace.copy(folder.resolve("rendered"), elsewhere.resolve("rendered"));
    Workspace.copy(folder.resolve("rendered"), elsewhere.resolve("old"));
    assertThat(new Workspace(elsewhere).run("diff", "old").out()).isEqualTo("no changes\n");
  }

  /** That nothing changed would be true of it, and pass a gate. */
  @Test
  void aFolderThatNobodyWroteToIsNoTree() {
    Workspace.Run run = workspace.run("diff", "HEAD", "-o", "nowhere", "--fail-on", "trust");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("neither HEAD: nor nowhere/ has a tree");
    assertThat(workspace.run("diff", "HEAD", "HEAD", "-o", "nowhere").code()).isEqualTo(3);
    workspace.write("empty/.keep", "");
    assertThat(workspace.run("diff", "empty", "-o", "nowhere").code()).isEqualTo(3);
    assertThat(workspace.run("diff", "empty", "HEAD", "-o", "nowhere").code()).isEqualTo(3);
    assertThat(workspace.run("diff", "../nowhere").err()).doesNotContain("as two words");
  }

  @Test
  void aVariableThatIsNotSetIsNoTree() {
    assertThat(workspace.run("diff", "").code()).isEqualTo(2);
    assertThat(workspace.run("diff", "HEAD", "").code()).isEqualTo(2);
  }

  @Test
  void twoRevisionsAreTwoWords() {
    assertThat(workspace.run("diff", "HEAD..HEAD").err())
        .contains("pass BASE and HEAD as two arguments");
  }

  @Test
  void aShallowCloneSaysWhatItLacks(@TempDir Path elsewhere) {
    git("branch", "feature");
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    commit("second");
    Path clone = elsewhere.resolve("clone");
    String from = folder.toUri().toString();
    git("clone", "--quiet", "--depth=1", "--no-single-branch", from, clone.toString());
    Workspace shallow = new Workspace(clone);

    assertThat(shallow.run("diff", "HEAD~1").err()).contains("`git fetch --unshallow`");
    Workspace.Run run = shallow.run("diff", "origin/feature");
    assertThat(run.out()).contains(RELAXED);
    assertThat(run.err())
        .contains("compared with origin/feature itself", "`git fetch --unshallow`");
    assertThat(shallow.run("diff", "--no-merge-base", "origin/feature").err()).isEmpty();
  }

  @Test
  void aFileWithConflictMarksIsNamed() {
    workspace.write(MODE, "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n");
    Workspace.Run run = workspace.run("diff", "HEAD");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(MODE + ":2:2: error[MG0101]");
  }

  private JsonNode json() throws IOException {
    String json = workspace.run("diff", "HEAD", "--format", "json").out();
    String schema = Files.readString(Path.of("schemas/diff.schema.json"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(json, InputFormat.JSON))
        .isEmpty();
    return JsonMapper.shared().readTree(json);
  }

  /** Of what is one change for people, scripts get each, with its name, clusters and place. */
  @Test
  void aChangeOfSeveralLayersIsOneWithAllOfThem() throws IOException {
    for (String layer : List.of("trust", "config", "istiod")) {
      String file = "rendered/argocd/clusters/eks-us-east/" + layer + ".yaml";
      workspace.replace(file, "targetRevision: main", "targetRevision: release");
    }
    String name = "argocd/retail-eks-us-east-";
    assertThat(workspace.run("diff", "HEAD").out())
        .startsWith("1 change in 1 of 2 clusters: 1 high\n")
        .contains(
            "~ Application " + name + "config and 2 more changed in eks-us-east",
            "    objects: " + name + "config, " + name + "istiod, " + name + "trust\n");
    JsonNode change = json().get("changes").get(0);
    assertThat(change.get("each"))
        .extracting(
            each -> each.get("object").get("name").asString(),
            each -> each.get("clusters").get(0).asString(),
            each -> each.get("fields").get(0).get("after").asString(),
            each -> each.get("findings").get(0).get("file").asString())
        .containsExactly(layer("config"), layer("istiod"), layer("trust"));
    assertThat(workspace.run("diff", "HEAD", "--format", "sarif").out())
        .contains("Objects: " + name + "config, ");
  }

  private static Tuple layer(String name) {
    return tuple(
        "retail-eks-us-east-" + name,
        "eks-us-east",
        "release",
        "rendered/argocd/clusters/eks-us-east/" + name + ".yaml");
  }

  @Test
  void scriptsGetAllOfIt() throws IOException {
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    JsonNode found = json();
    assertThat(found.get("clusters").asInt()).isEqualTo(2);
    JsonNode change = found.get("changes").get(0);
    assertThat(change.get("weight").asString()).isEqualTo("high");
    assertThat(change.get("findings").get(0).get("code").asString()).isEqualTo("MD0401");
    assertThat(change.get("clusters").get(0).asString()).isEqualTo("eks-us-east");
    assertThat(change.get("fields").get(0).get("before").asString()).isEqualTo("STRICT");
  }

  @Test
  void aLineATopicIsEnoughForAFirstLook() {
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    assertThat(workspace.run("diff", "HEAD", "--stat").out())
        .isEqualTo("1 change in 1 of 2 clusters: 1 high\n  security    1 high\n");
  }

  /** A comment has a limit, and what does not fit is counted. */
  @Test
  void aCommentIsNeverTooLongAndSaysWhatItLeavesOut() {
    StringBuilder policies = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      policies
          .append(i == 0 ? "" : "---\n")
          .append("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-%03d}\n".formatted(i))
          .append("data: {text: \"%s\"}\n".formatted("x".repeat(100) + i));
    }
    String file = "rendered/clusters/eks-us-east/config/many.yaml";
    workspace.write(file, policies.toString());
    commit("many");
    workspace.replace(file, "x".repeat(100), "```" + "y".repeat(97));
    workspace.replace(MODE, STRICT, "mode: PERMISSIVE");
    String comment = workspace.run("diff", "HEAD", "--format", "markdown").out();
    assertThat(comment)
        .hasSizeLessThan(65_536)
        .startsWith("### meshgen: 401 changes in 1 of 2 clusters: 1 high, 400 medium")
        .containsPattern(
            "\\*\\*Left out for lack of space: \\d+ changes \\(\\d+ medium\\)\\.\\*\\*");
    assertThat(comment.indexOf("PeerAuthentication")).isLessThan(comment.indexOf("ConfigMap"));
    assertThat(comment.split("```", -1))
        .as("fences in pairs")
        .hasSize(1 + 2 * comment.split("<details>", -1).length - 2);
  }

  @Test
  void controlCharactersAndSecretsInATreeAreNotPrinted() {
    String token = "ghp_" + "a1B2c3D4e5".repeat(3) + "a1B2c3";
    workspace.write(
        "rendered/clusters/eks-us-east/config/more.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\ndata: {a: x}\n");
    commit("more");
    workspace.replace(
        "rendered/clusters/eks-us-east/config/more.yaml", "a: x", "a: \"\\e[31m " + token + "\"");
    for (String format : List.of("text", "markdown", "json")) {
      assertThat(workspace.run("diff", "HEAD", "--format", format).out())
          .doesNotContain(token, "\u001b")
          .contains("more");
    }
  }

  @Test
  void withoutTreesItComparesTheSpecWithTheCommit(@TempDir Path elsewhere) {
    TestMesh mesh = TestMesh.rendered(elsewhere);
    assertThat(mesh.workspace().run("diff").out()).isEqualTo("no changes\n");
    mesh.workspace()
        .replace("mesh.yaml", "  istio:\n", "  security: {mtls: permissive}\n  istio:\n");
    assertThat(mesh.workspace().run("diff").out())
        .startsWith("1 change in 2 of 2 clusters: 1 high\n")
        .contains(RELAXED, "in east, west\n");
    assertThat(mesh.render("--dry-run").err())
        .contains(
            "meshgen:   high, mutual TLS is no longer required: PeerAuthentication",
            "details: `meshgen diff`");

    assertThat(mesh.render().err())
        .contains("mutual TLS is no longer required")
        .doesNotContain("`meshgen diff");
  }

  @Test
  void aRenderNamesTheCommandThatSaysMoreOfWhatItWrote(@TempDir Path elsewhere) {
    Workspace mesh = TestMesh.rendered(elsewhere).workspace();
    GitFolder.in(elsewhere).commit("first");
    mesh.replace("mesh.yaml", "  istio:\n", "  security: {mtls: permissive}\n  istio:\n");

    assertThat(mesh.run("render", "-f", "mesh.yaml", "-o", "rendered").err())
        .contains("details: `meshgen diff HEAD -f mesh.yaml -o rendered`");

    assertThat(mesh.run("diff", "HEAD", "-f", "mesh.yaml", "-o", "rendered").out())
        .contains(RELAXED);
  }

  @Test
  void namesACommandThatCanBePasted(@TempDir Path elsewhere) {
    Workspace mesh = TestMesh.rendered(elsewhere).workspace();
    mesh.write("my spec/mesh.yaml", mesh.read("mesh.yaml"));
    mesh.replace("my spec/mesh.yaml", "  istio:\n", "  security: {mtls: permissive}\n  istio:\n");

    Workspace.Run run =
        mesh.run("render", "--dry-run", "-f", "my spec/mesh.yaml", "-o", "rendered");

    assertThat(run.err()).contains("`meshgen diff -f \'my spec/mesh.yaml\' -o rendered`");
  }
}
