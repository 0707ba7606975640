package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that clusters push to a store and fetch from it: no one handles a token. */
class FetchedCredentialTest {
  private static final String STORE =
      """
        discovery:
          credential:
            externalSecrets: {secretStoreRef: {name: mesh-vault}}
      """;

  private static final String FETCHING =
      "  discovery: {credential: {mode: externalSecrets, externalSecrets: {secretStoreRef: {name:"
          + " mesh-vault}}}}\n";

  private static final String EAST = "rendered/discovery/east.externalsecret.yaml";
  private static final String PUSH = "rendered/clusters/east/push/push-secret.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  private void pushing() {
    workspace.replace("mesh.yaml", "  delivery:\n", STORE.indent(0) + "  delivery:\n");
  }

  private void fetching() {
    workspace.replace(
        "mesh.yaml", "  credential:\n", "  credential:\n      mode: externalSecrets\n");
  }

  @Test
  void needsNoHand() {
    pushing();
    fetching();

    Run run = mesh.settle();

    assertThat(run.err()).doesNotContain("credential add", "discovers the services");
    assertThat(workspace.read("rendered/discovery/kustomization.yaml"))
        .contains("east.externalsecret.yaml", "west.externalsecret.yaml");
    assertThat(workspace.read(PUSH))
        .contains(
            "name: meshgen-reader-istio-remote-secret-token",
            "remoteKey: retail/readers/east",
            "deletionPolicy: None");
    assertThat(workspace.read(EAST))
        .contains("key: retail/readers/east", "deletionPolicy: Retain", "name: mesh-vault");
    assertThat(workspace.read("rendered/README.md"))
        .contains("| yes |", "`retail/readers/CLUSTER`")
        .doesNotContain("credential add");
    // Nothing in discovery/ is sealed.
    assertThat(workspace.read("rendered/.sops.yaml")).doesNotContain("discovery");
    assertThat(workspace.run("credential", "add", "east", "--from-file=-").err())
        .contains("not managed by `meshgen credential`");
    assertThat(workspace.run("credential", "remove", "east").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void pushesBeforeItIsFetched() {
    mesh.settle();
    String sealed = "rendered/discovery/east.sops.yaml";
    assertThat(
            workspace
                .runWith(
                    AccountToken.lasting().secret(), "credential", "add", "east", "--from-file=-")
                .code())
        .isZero();

    pushing();
    Run first = mesh.settle();
    assertThat(first.err()).doesNotContain("MG1148");
    assertThat(workspace.exists(sealed)).isTrue();
    assertThat(workspace.exists(PUSH)).isTrue();
    assertThat(workspace.exists(EAST)).isFalse();

    fetching();
    Run second = mesh.settle();
    assertThat(second.err()).doesNotContain("MG1148");
    assertThat(workspace.exists(sealed)).isFalse();
    assertThat(workspace.exists(EAST)).isTrue();
  }

  @Test
  void warnsWhereATokenIsNotPushedYet() {
    mesh.settle();
    workspace.runWith(
        AccountToken.lasting().secret(), "credential", "add", "east", "--from-file=-");
    pushing();
    fetching();

    Run run = mesh.settle();

    assertThat(run.err()).contains("warning[MG1148]: the others lose \"east\"");
    assertThat(run.err()).doesNotContain("lose \"west\"");
  }

  @Test
  void joinsAndLeavesInOrder() {
    pushing();
    fetching();
    state("joining");
    assertThat(mesh.settle().err()).contains("east joined: it can become `state: active`");
    assertThat(workspace.exists(EAST)).isTrue();

    state("draining");
    mesh.settle();
    // The others forget it; its token stays in the store, and valid, until it is gone for good.
    assertThat(workspace.exists(EAST)).isFalse();
    assertThat(workspace.exists(PUSH)).isTrue();
    assertThat(workspace.read("rendered/discovery/kustomization.yaml")).doesNotContain("east");

    state("detached");
    mesh.settle();
    assertThat(workspace.exists(PUSH)).isFalse();
    // Argo CD prunes what an Application that stays does not find any more.
    assertThat(workspace.read("rendered/clusters/east/push/kustomization.yaml")).contains("[]");
    assertThat(workspace.exists("rendered/clusters/east/access/reader.yaml")).isFalse();
  }

  private void state(String state) {
    String spec = workspace.read("mesh.yaml").replaceAll("  state: [a-z]+\n", "");
    workspace.write(
        "mesh.yaml",
        spec.replace("  network: net-east\n", "  network: net-east\n  state: " + state + "\n"));
  }

  @Test
  void pushesTheNextGenerationBesideTheOneInUse() {
    pushing();
    fetching();
    mesh.settle();

    assertThat(workspace.run("credential", "rotate", "east").code()).isZero();

    assertThat(workspace.read(PUSH)).contains("name: meshgen-reader-2-istio-remote-secret-token");
    assertThat(workspace.read("rendered/clusters/east/access/reader.yaml"))
        .contains("name: meshgen-reader\n", "name: meshgen-reader-2\n");
    Run finish = workspace.run("credential", "rotate", "east", "--finish");
    assertThat(finish.code()).as(finish.err()).isZero();
    assertThat(workspace.read("rendered/clusters/east/access/reader.yaml"))
        .doesNotContain("name: meshgen-reader\n");
  }

  @Test
  void bringsNoTokenBackWithACluster() {
    pushing();
    fetching();
    mesh.settle();
    assertThat(workspace.run("credential", "revoke", "east").code()).isZero();
    state("draining");
    mesh.settle();
    state("detached");
    mesh.settle();

    workspace.replace("mesh.yaml", "generation: 2", "generation: 1");
    state("joining");
    assertThat(workspace.run("render").err()).contains("error[MG1147]");
    workspace.replace("mesh.yaml", "generation: 1", "generation: 2");
    mesh.settle();
  }

  @Test
  void liesInTheFolderOfEachReaderWhereEachHasOne() throws IOException {
    workspace = new Workspace(folder.resolve("apart"));
    Workspace.copy(Path.of("examples/sealed-secrets"), folder.resolve("apart/spec"));
    String spec = workspace.read("spec/mesh.yaml");
    String last = spec.substring(spec.lastIndexOf("---\n"));
    workspace.write(
        "spec/mesh.yaml",
        spec.replaceFirst("\n  delivery:\n", "\n" + FETCHING + "  delivery:\n")
            + last.replace("name: gke-1", "name: gke-2").replace("//gke-1", "//gke-2"));

    Run run = workspace.run("render", "-f", "spec", "-o", "rendered");

    assertThat(run.code()).as(run.err()).isZero();
    for (String list : workspace.tree("rendered").keySet()) {
      if (list.matches("discovery/_for_[^/]+/kustomization.yaml")) {
        String folder = "rendered/" + list.substring(0, list.lastIndexOf('/') + 1);
        List<String> files =
            workspace
                .read("rendered/" + list)
                .lines()
                .filter(line -> line.endsWith(".externalsecret.yaml"))
                .toList();
        assertThat(files).hasSize(2);
        assertThat(files)
            .allSatisfy(
                line -> assertThat(workspace.exists(folder + line.strip().substring(2))).isTrue());
      }
    }
  }

  @Test
  void mayDifferFromClusterToCluster() {
    pushing();
    fetching();
    workspace.replace(
        "mesh.yaml",
        "  network: net-west\n",
        "  network: net-west\n  discovery: {credential: {mode: sealed}}\n");

    Run run = mesh.settle();

    assertThat(run.err()).contains("no other cluster discovers the services of \"west\"");
    assertThat(workspace.exists("rendered/discovery/west.externalsecret.yaml")).isFalse();
    assertThat(workspace.exists("rendered/clusters/west/push/push-secret.yaml")).isTrue();
    assertThat(workspace.read("rendered/.sops.yaml")).contains("discovery");
  }

  @Test
  void isFetchedByEachReaderWhereEachHasAFolderOfItsOwn() {
    SealedSecretsMesh mesh = SealedSecretsMesh.in(folder.resolve("sealed"), "strict").with("north");
    workspace = mesh.workspace();
    pushing();
    fetching();

    mesh.succeeds("render");

    for (String reader : List.of("east", "north", "west")) {
      String own = "rendered/discovery/_for_" + reader + "/";
      for (String read : List.of("east", "north", "west")) {
        String file = read + ".externalsecret.yaml";
        assertThat(workspace.exists(own + file)).as(own + file).isEqualTo(!read.equals(reader));
        assertThat(workspace.read(own + "kustomization.yaml").contains(file))
            .isEqualTo(!read.equals(reader));
      }
    }
    mesh.succeeds("render", "--check");
  }
}
