package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first hour: init, render, add a cluster, render. */
class QuickstartTest {
  private static final String[] RENDER = {"render", "-f", "mesh/mesh.yaml", "-o", "mesh/rendered"};

  private static final List<String> LISTS_OF_CLUSTERS =
      List.of(
          "README.md",
          "argocd/mesh/kustomization.yaml",
          "argocd/mesh/project.yaml",
          // Until there is a second cluster, none discovers the first.
          "argocd/clusters/cluster-1/access.yaml",
          "clusters/cluster-1/access/kustomization.yaml",
          "clusters/cluster-1/access/reader.yaml");

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void init() {
    workspace = new Workspace(folder);
    Workspace.Run init = workspace.run("init", "mesh");
    assertThat(init.code()).as(init.err()).isZero();
  }

  @Test
  void goesFromNothingToAMeshOfTwoClusters() {
    Workspace.Run first = workspace.run(RENDER);
    assertThat(first.code()).as(first.err()).isZero();
    SortedMap<String, String> before = workspace.tree("mesh/rendered");

    workspace.append("mesh/mesh.yaml", TestMesh.cluster("cluster-2", "network-1"));
    workspace.holding("mesh/keys/root.agekey");
    Workspace.Run second = workspace.run(RENDER);

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).contains("issued cacerts for cluster-2");
    assertThat(Workspace.difference(before, workspace.tree("mesh/rendered")))
        .allSatisfy(
            (path, change) -> {
              if (!path.contains("cluster-2")) {
                assertThat(path).isIn(LISTS_OF_CLUSTERS);
                assertThat(change).isEqualTo(path.endsWith("reader.yaml") ? "created" : "changed");
              } else {
                assertThat(change).isEqualTo("created");
              }
            })
        .containsKeys("clusters/cluster-2/trust/cacerts.sops.yaml", "README.md");
    assertThat(workspace.run("render", "--check", "-f", "mesh", "-o", "mesh/rendered").code())
        .isZero();
  }

  @Test
  void saysOnceThatMutualTlsIsStrict() {
    String words = "mutual TLS is strict from the start";
    assertThat(workspace.read("mesh/mesh.yaml")).contains("start with permissive", "mtls: strict");

    assertThat(workspace.run(RENDER).err()).contains(words, "security.mtls: permissive");
    workspace.append("mesh/mesh.yaml", TestMesh.cluster("cluster-2", "network-1"));
    assertThat(workspace.holding("mesh/keys/root.agekey").run(RENDER).err())
        .contains("issued cacerts for cluster-2")
        .doesNotContain(words);
    workspace.replace("mesh/mesh.yaml", "mtls: strict", "mtls: permissive");
    assertThat(workspace.run("render", "-f", "mesh", "-o", "another").err()).doesNotContain(words);
  }

  @Test
  void printsTheFingerprintOfTheRootOnce() {
    String fingerprint = "minted the root of mesh mesh, SHA-256 ";
    Workspace.Run first = workspace.run(RENDER);
    assertThat(first.err()).contains(fingerprint);
    int at = first.err().indexOf(fingerprint) + fingerprint.length();
    String sha256 = first.err().substring(at, at + 64);

    assertThat(workspace.read("mesh/rendered/trust/meshgen.lock")).contains("sha256: \"" + sha256);
    assertThat(workspace.read("mesh/rendered/README.md")).contains("`" + sha256 + "`");
    assertThat(workspace.run(RENDER).err()).doesNotContain(fingerprint, "SHA-256");
  }

  @Test
  void saysWhereTheRootsIdentityBelongsWhenItIsNotThere() {
    workspace.run(RENDER);
    SortedMap<String, String> before = workspace.tree("mesh");
    workspace.append("mesh/mesh.yaml", TestMesh.cluster("cluster-2", "network-1"));

    Workspace.Run run = workspace.run(RENDER);

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains(
            "mesh/rendered/trust/root-ca.sops.yaml: error[MG1006]",
            "issuing cacerts for \"cluster-2\" needs the root's key",
            "set SOPS_AGE_KEY_FILE to its file",
            "sops/age/keys.txt does not exist");
    assertThat(Workspace.difference(before, workspace.tree("mesh"))).containsOnlyKeys("mesh.yaml");
  }

  @Test
  void takesTheIdentityFromWhereSopsWouldTakeIt() throws IOException {
    workspace.run(RENDER);
    workspace.append("mesh/mesh.yaml", TestMesh.cluster("cluster-2", "network-1"));
    Path keys = folder.resolve("config/sops/age/keys.txt");
    Files.createDirectories(keys.getParent());
    Files.copy(folder.resolve("mesh/keys/root.agekey"), keys);

    assertThat(
            workspace
                .with("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .run(RENDER)
                .code())
        .isZero();
  }

  @Test
  void takesTheIdentityFromAVariable() {
    workspace.run(RENDER);
    workspace.append("mesh/mesh.yaml", TestMesh.cluster("cluster-2", "network-1"));
    String key = workspace.read("mesh/keys/root.agekey").lines().skip(2).findFirst().orElseThrow();

    Workspace.Run run = workspace.with("SOPS_AGE_KEY", key).run(RENDER);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err()).doesNotContain(key);
  }

  @Test
  void keepsTheIdentitiesForTheirOwnerAndOutOfGitAndOutOfTheTree() throws IOException {
    for (String key : new String[] {"root", "clusters"}) {
      Path file = folder.resolve("mesh/keys/" + key + ".agekey");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("mesh/keys"))))
        .isEqualTo("rwx------");
    assertThat(workspace.read("mesh/.gitignore").lines()).contains("/keys/");
    assertThat(workspace.run(RENDER).code()).isZero();
    assertThat(workspace.tree("mesh/rendered").keySet()).noneMatch(path -> path.contains("agekey"));
  }

  @Test
  void aFileIsNoFolder() {
    Workspace.Run run = workspace.run("init", "mesh/mesh.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("mesh.yaml is not a folder");
  }

  @Test
  void overwritesNothing() {
    SortedMap<String, String> before = workspace.tree("mesh");

    Workspace.Run again = workspace.run("init", "mesh");

    assertThat(again.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(again.err()).contains("mesh.yaml already exists; init overwrites nothing");
    assertThat(workspace.tree("mesh")).isEqualTo(before);
  }

  @Test
  void leavesNoHalfOfAStartBehind() {
    workspace.write("other/keys/clusters.agekey", "mine");

    assertThat(workspace.run("init", "other").code()).isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(workspace.tree("other")).containsOnlyKeys("keys/clusters.agekey");
  }

  @Test
  void infersWhatTheCheckoutKnows() {
    workspace.write(
        "checkout/.git/config",
        """
        [core]
        	bare = false
        [remote "upstream"]
        	url = https://git.example/other.git
        [remote "origin"]
        	url = https://bob:secret@git.example/bank/platform.git
        """);
    workspace.write("checkout/.git/HEAD", "ref: refs/heads/trunk/next\n");

    Workspace.Run run = workspace.run("init", "checkout/meshes/Retail_EU");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.read("checkout/meshes/Retail_EU/mesh.yaml"))
        .contains(
            "name: retail-eu",
            "trustDomain: retail-eu.example",
            "repoURL: https://git.example/bank/platform.git",
            "path: meshes/Retail_EU/rendered",
            "revision: trunk/next")
        .doesNotContain("secret@", "bob");
  }

  @Test
  void startsAMeshForFlux() {
    assertThat(workspace.run("init", "fleet", "--flux", "--name", "shop").code()).isZero();

    Workspace.Run run = workspace.run("render", "-f", "fleet", "-o", "fleet/rendered");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.tree("fleet/rendered"))
        .containsKey("flux/cluster-1/kustomization.yaml")
        .doesNotContainKey("argocd/bootstrap/root.yaml");
  }

  @Test
  void writesASpecThatItselfFindsNothingWrongWith() {
    Workspace.Run run = workspace.run("validate", "-f", "mesh");

    assertThat(run.code()).isZero();
    assertThat(run.out() + run.err()).isEmpty();
  }

  @Test
  void refusesANameThatIsNoDnsLabel() {
    Workspace.Run run = workspace.run("init", "fleet", "--name", "Fleet_1");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("\"Fleet_1\" is not a valid mesh name", "--name");
    assertThat(workspace.exists("fleet")).isFalse();
  }
}
