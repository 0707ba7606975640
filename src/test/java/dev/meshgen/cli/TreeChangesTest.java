package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of the spec touches what it must, and nothing else. */
class TreeChangesTest {
  /** Files that name every cluster, or every network. */
  private static final List<String> LISTS =
      List.of("README.md", "argocd/mesh/kustomization.yaml", "argocd/mesh/project.yaml");

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;
  private SortedMap<String, String> before;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace().holding(TestMesh.ROOT_KEY);
    before = workspace.tree("rendered");
  }

  @ParameterizedTest
  @ValueSource(strings = {"net-south", "net-east"})
  void addsAClusterAndItsNameToTheLists(String network) {
    workspace.append("mesh.yaml", TestMesh.cluster("south", network));

    mesh.render();

    SortedMap<String, String> changes = Workspace.difference(before, workspace.tree("rendered"));
    changes.keySet().removeIf(path -> path.contains("/south/") || path.endsWith("/south.yaml"));
    assertThat(changes).containsOnlyKeys(LISTS);
    assertThat(changes.values()).containsOnly("changed");
  }

  @Test
  void givesTheFirstTreeBackWhenAnAddedClusterIsRemoved() {
    String spec = workspace.read("mesh.yaml");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    mesh.render();
    AccountToken token = AccountToken.lasting();
    assertThat(
            workspace
                .runWith(token.secret(), "credential", "add", "south", "--from-file", "-")
                .code())
        .isZero();

    workspace.write("mesh.yaml", spec);
    Run run = workspace.holdingNothing().run("render", "--remove", "south");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.exists("rendered/clusters/south")).isFalse();
  }

  @Test
  void removesAClusterWithEverythingOfIts() {
    AccountToken token = AccountToken.lasting();
    workspace.runWith(token.secret(), "credential", "add", "west", "--from-file", "-");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    mesh.render();
    String root = workspace.read("rendered/trust/root-ca.sops.yaml");
    String lock = workspace.read("rendered/trust/meshgen.lock");
    workspace.replace("mesh.yaml", TestMesh.cluster("west", "net-west"), "");

    mesh.render("--remove", "west");

    assertThat(workspace.tree("rendered").keySet()).noneMatch(path -> path.matches(".*/west\\b.*"));
    assertThat(workspace.read("rendered/discovery/kustomization.yaml")).contains("resources: []");
    assertThat(workspace.read("rendered/trust/root-ca.sops.yaml")).isEqualTo(root);
    assertThat(workspace.read("rendered/trust/meshgen.lock")).isEqualTo(lock);
  }

  /** Two people add a cluster each: nothing that is sealed, and no lock, is in both changes. */
  @Test
  void mergesClustersThatTwoBranchesAddedWithoutAnyKey() {
    String spec = workspace.read("mesh.yaml");
    Workspace.copy(folder.resolve("rendered"), folder.resolve("branch"));
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    assertThat(workspace.run("render", "-o", "branch").code()).isZero();
    workspace.write("mesh.yaml", spec + TestMesh.cluster("south", "net-south"));
    mesh.render();
    SortedMap<String, String> theirs = Workspace.difference(before, workspace.tree("branch"));
    SortedMap<String, String> ours = Workspace.difference(before, workspace.tree("rendered"));
    assertThat(ours.keySet())
        .filteredOn(theirs::containsKey)
        .containsExactlyInAnyOrderElementsOf(LISTS);

    theirs.keySet().stream()
        .filter(path -> !ours.containsKey(path))
        .forEach(path -> workspace.write("rendered/" + path, workspace.read("branch/" + path)));
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north"));
    Run run = workspace.holdingNothing().run("render", "--frozen");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.read("rendered/clusters/north/trust/cacerts.sops.yaml"))
        .isEqualTo(workspace.read("branch/clusters/north/trust/cacerts.sops.yaml"));
  }

  /** Lists are sorted, so that clusters with neighbouring names meet at one line. */
  @Test
  void rendersOverTheMarkersOfAMergeWithoutAnyKey() {
    for (String list : LISTS) {
      workspace.write("rendered/" + list, markedUp(workspace.read("rendered/" + list)));
    }

    Run check = workspace.holdingNothing().run("render", "--check");
    Run run = workspace.run("render");

    assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(LISTS).allSatisfy(list -> assertThat(check.out() + check.err()).contains(list));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  private static String markedUp(String text) {
    int middle = text.indexOf('\n', text.length() / 2) + 1;
    return text.substring(0, middle)
        + "<<<<<<< HEAD\n  - ours\n=======\n  - theirs\n>>>>>>> branch\n"
        + text.substring(middle);
  }

  @Test
  void leavesEveryOtherFileAlone() {
    workspace.write("rendered/CODEOWNERS", "* @platform\n");
    workspace.write("rendered/clusters/east/config/mine.yaml", "kind: Mine\n");
    workspace.write("rendered/clusters/east/notes/.hidden", "x");
    workspace.write("rendered/.git/config", "# Generated by meshgen from mesh \"retail\".\n");
    workspace.replace("mesh.yaml", TestMesh.cluster("east", "net-east"), "");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));

    mesh.render("--remove", "east");

    assertThat(workspace.tree("rendered"))
        .containsKeys(
            "CODEOWNERS",
            ".git/config",
            "clusters/east/config/mine.yaml",
            "clusters/east/notes/.hidden")
        .doesNotContainKey("clusters/east/meshgen.lock");
  }

  @Test
  void writesOverNoFileOfSomebodyElse() {
    workspace.write("rendered/clusters/south/values/istiod.yaml", "mine: true\n");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    SortedMap<String, String> mine = workspace.tree("rendered");

    for (String command : new String[] {"render", "render --dry-run"}) {
      Run run = workspace.run(command.split(" "));

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains(
              "rendered/clusters/south/values/istiod.yaml: error[MG1008]",
              "meshgen did not write",
              "move it away");
      assertThat(workspace.tree("rendered")).isEqualTo(mine);
    }
  }

  @Test
  void repairsAFileThatSomebodyEdited() {
    workspace.append("rendered/clusters/east/values/istiod.yaml", "pilot: {}\n");
    workspace.delete("rendered/discovery/kustomization.yaml");
    assertThat(workspace.run("render", "--check").out())
        .isEqualTo(
            """
            ~ rendered/clusters/east/values/istiod.yaml
            + rendered/discovery/kustomization.yaml
            """);

    mesh.render();

    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void makesALostRootCertificateAnewFromTheSealedRoot() {
    workspace.delete("rendered/trust/root-cert.pem");
    assertThat(workspace.holdingNothing().run("render").code()).isEqualTo(ExitCode.ENVIRONMENT);

    workspace.holding(TestMesh.ROOT_KEY);
    mesh.render();

    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }
}
