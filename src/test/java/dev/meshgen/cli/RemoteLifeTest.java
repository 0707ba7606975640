package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its remote, from the first render to the last. */
class RemoteLifeTest {
  private static final String FILED = "rendered/discovery/edge.sops.yaml";
  private static final String REMOTE = "  controlPlane: {role: remote, primaries: [hub]}\n";
  private static final String CACERTS = "clusters/edge/trust/cacerts.sops.yaml";

  @TempDir Path folder;

  private Workspace workspace;
  private final AccountToken token = AccountToken.lasting();

  @BeforeEach
  void render() {
    workspace = TestMesh.in(folder).workspace();
    workspace.replace(
        "mesh.yaml",
        "argocd:\n      repoURL: https://git.example/platform.git",
        "flux:\n      sourceRef: {name: platform}");
    String spec = workspace.read("mesh.yaml");
    workspace.write(
        "mesh.yaml",
        spec.substring(0, spec.indexOf("---"))
            + TestMesh.cluster("hub", "core")
            + "  eastWest: {address: 10.0.0.9}\n"
            + TestMesh.cluster("edge", "site")
            + REMOTE);
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("issued cacerts for hub", "no primary controls \"edge\" yet")
        .doesNotContain("cacerts for edge", "\"hub\" yet");
  }

  private Run add(String cluster) {
    return workspace.runWith(token.secret(), "credential", "add", cluster, "--from-file", "-");
  }

  @Test
  void aTokenPutsTheRemoteIntoTheHandsOfItsPrimary() throws Exception {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = add("edge");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("sealed the credential of edge").doesNotContain("MG1005");
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            "README.md",
            "clusters/edge/meshgen.lock",
            "discovery/edge.sops.yaml",
            "discovery/kustomization.yaml");
    assertThat(workspace.read("rendered/discovery/kustomization.yaml")).contains("edge.sops.yaml");
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("edge"))
        .contains("https://edge.example:6443", token.token());
    assertThat(workspace.read("rendered/README.md"))
        .doesNotContain("Clusters that are not discovered yet");
  }

  @Test
  void renderedAgainNothingChanges() {
    add("edge");
    SortedMap<String, String> before = workspace.tree("rendered");

    Run again = workspace.run("render", "--frozen");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("nothing to change").doesNotContain("MG1005");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void thereIsNothingToRotateInARemote() {
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holding(TestMesh.ROOT_KEY);

    Run run = workspace.run("rotate", "hub", "edge");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains(
            "\"edge\" is a remote and has no intermediate: its primaries sign" + " for it: hub");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.run("rotate", "hub").code()).isZero();
  }

  @Test
  void thereIsNoIntermediateOfARemoteToAdopt() {
    Run run = workspace.run("adopt", CACERTS);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(CACERTS + " is not a sealed file of this mesh");
  }

  @Test
  void aRemotesFiledTokenIsAdopted() throws Exception {
    add("edge");
    Sops.with(workspace, TestMesh.CLUSTERS_KEY).updateKeys(FILED, recipient());
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("adopt", FILED);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  private String recipient() {
    String spec = workspace.read("mesh.yaml");
    int start = spec.indexOf("age1");
    return spec.substring(start, spec.indexOf('\n', start));
  }

  @Test
  void aRemoteBecomesAPrimaryAndARemoteAgain() {
    add("edge");
    SortedMap<String, String> asRemote = workspace.tree("rendered");
    workspace.replace("mesh.yaml", REMOTE, "").holding(TestMesh.ROOT_KEY);

    Run promoted = workspace.run("render");

    assertThat(promoted.code()).as(promoted.err()).isZero();
    assertThat(promoted.err()).contains("issued cacerts for edge");
    assertThat(workspace.exists("rendered/" + CACERTS)).isTrue();
    assertThat(workspace.exists("rendered/clusters/hub/config/istiod-gateway.yaml")).isFalse();
    assertThat(workspace.read("rendered/clusters/edge/values/istiod.yaml"))
        .doesNotContain("remote");
    workspace.holdingNothing().append("mesh.yaml", REMOTE);

    Run demoted = workspace.run("render");

    assertThat(demoted.code()).as(demoted.err()).isZero();
    assertThat(workspace.tree("rendered")).isEqualTo(asRemote);
  }

  @Test
  void aRemoteGoesWithItsDocument() {
    add("edge");
    String spec = workspace.read("mesh.yaml");
    workspace.write("mesh.yaml", spec.substring(0, spec.lastIndexOf("---")));
    assertThat(workspace.run("render").err())
        .contains("to remove the cluster, run `meshgen render --remove edge`")
        .doesNotContain("state: detached");

    Run run = workspace.run("render", "--remove", "edge");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.tree("rendered").keySet())
        .noneMatch(path -> path.contains("edge"))
        .doesNotContain("clusters/hub/config/istiod-gateway.yaml");
  }

  @Test
  void aPrimaryThatGoesLeavesItsRemoteWithAnError() {
    String spec = workspace.read("mesh.yaml");
    int hub = spec.indexOf("---");
    workspace.write("mesh.yaml", spec.substring(0, hub) + spec.substring(spec.lastIndexOf("---")));

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG0309]: unknown primary \"hub\"");
  }
}
