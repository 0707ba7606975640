package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster's way into the mesh, out of it and back, one commit a step. */
class LifecycleTest {
  private static final String FILED = "discovery/west.sops.yaml";
  private static final String LOCK = "clusters/west/meshgen.lock";
  private static final String GATEWAY = "clusters/west/values/eastwestgateway.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;
  private final AccountToken token = AccountToken.lasting();

  @BeforeEach
  void render() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  private void flux() {
    workspace.replace(
        "mesh.yaml",
        "argocd:\n      repoURL: https://git.example/platform.git",
        "flux:\n      sourceRef: {name: platform}");
  }

  private Run add() {
    return workspace.runWith(token.secret(), "credential", "add", "west", "--from-file", "-");
  }

  private void bringUp() {
    mesh.render();
    Run added = add();
    assertThat(added.code()).as(added.err()).isZero();
  }

  /** Gives west a state; it is the last document. */
  private void state(String state) {
    String spec = workspace.read("mesh.yaml");
    int line = spec.indexOf("  state: ");
    spec = line < 0 ? spec : spec.substring(0, line);
    workspace.write("mesh.yaml", state.isEmpty() ? spec : spec + "  state: " + state + "\n");
  }

  /** The change that a render of the state brings, which is stable and needs no key. */
  private SortedMap<String, String> step(String state) {
    SortedMap<String, String> before = workspace.tree("rendered");
    state(state);
    mesh.render();
    SortedMap<String, String> after = workspace.tree("rendered");
    assertThat(workspace.run("render", "--check").code()).isZero();
    return Workspace.difference(before, after);
  }

  @Test
  void joiningIsNoWarningButSaysWhatComesNext() {
    state("joining");

    Run run = mesh.render();

    assertThat(run.err())
        .doesNotContain("discovers the services of \"west\"")
        .contains("discovers the services of \"east\"")
        .contains("meshgen: west joining: once the access layer is applied, `meshgen credential");
    assertThat(workspace.run("render", "--strict").err()).doesNotContain("west\" yet");
    assertThat(workspace.exists("rendered/clusters/west/access/reader.yaml")).isTrue();
    assertThat(workspace.read("rendered/README.md"))
        .contains("meshgen credential add west", "| west | joining | is starting;");
  }

  @Test
  void aJoiningClusterWithItsCredentialIsOneOfThemAndMayBecomeActive() {
    state("joining");
    mesh.render();

    Run added = add();

    assertThat(added.err()).contains("meshgen: west joined: it can become `state: active`");
    assertThat(workspace.read("rendered/discovery/generator.yaml")).contains("- ./west.sops.yaml");
    assertThat(step("")).containsOnlyKeys("README.md", LOCK);
  }

  @Test
  void drainingTakesOneLineOutOfDiscoveryAndNothingElse() {
    bringUp();
    SortedMap<String, String> before = workspace.tree("rendered");

    assertThat(step("draining"))
        .hasSize(4)
        .containsEntry("README.md", "changed")
        .containsEntry(LOCK, "changed")
        .containsEntry("discovery/kustomization.yaml", "changed")
        .containsEntry("discovery/generator.yaml", "removed");

    assertThat(workspace.tree("rendered"))
        .containsEntry(FILED, before.get(FILED))
        .containsEntry(
            LOCK,
            before
                .get(LOCK)
                .replace("state: \"active\"", "state: \"draining\"")
                .replace("discovered: true", "discovered: false"));
    assertThat(workspace.read("rendered/discovery/kustomization.yaml"))
        .doesNotContain("west")
        .contains("resources: []");
  }

  @Test
  void underFluxTheBaseNoLongerListsTheFileEither() {
    flux();
    bringUp();
    assertThat(workspace.read("rendered/discovery/kustomization.yaml"))
        .contains("- west.sops.yaml");

    assertThat(step("draining"))
        .containsOnlyKeys("README.md", LOCK, "discovery/kustomization.yaml");

    assertThat(workspace.read("rendered/discovery/kustomization.yaml")).doesNotContain("west");
    assertThat(workspace.exists("rendered/" + FILED)).isTrue();
  }

  @Test
  void aClusterThatDrainsComesBackWithoutItsTokenAndWithoutAKey() {
    bringUp();
    SortedMap<String, String> active = workspace.tree("rendered");
    step("draining");

    step("");

    assertThat(workspace.tree("rendered")).isEqualTo(active);
  }

  @Test
  void detachingEmptiesLayersUnderArgoCdSoThatTheyArePruned() {
    bringUp();
    step("draining");

    assertThat(step("detached"))
        .containsEntry(FILED, "removed")
        .containsEntry(LOCK, "changed")
        .containsEntry("clusters/west/access/reader.yaml", "removed")
        .containsEntry("clusters/west/access/kustomization.yaml", "changed")
        // Of two clusters, the other is discovered by none either.
        .containsEntry("clusters/east/access/reader.yaml", "removed")
        .containsEntry("clusters/west/discovery/kustomization.yaml", "created")
        .containsEntry("clusters/west/eastwest/kustomization.yaml", "created")
        .containsEntry("clusters/west/config/cross-network-gateway.yaml", "removed")
        .containsEntry("clusters/west/config/kustomization.yaml", "changed")
        .containsEntry(GATEWAY, "removed")
        .containsEntry("argocd/clusters/west/access.yaml", "changed")
        .containsEntry("argocd/clusters/west/discovery.yaml", "changed")
        .containsEntry("argocd/clusters/west/eastwest.yaml", "changed")
        .containsEntry("README.md", "changed")
        .hasSize(16);

    for (String layer : new String[] {"access", "discovery", "eastwest"}) {
      assertThat(workspace.read("rendered/argocd/clusters/west/" + layer + ".yaml"))
          .contains("path: rendered/clusters/west/" + layer, "prune: true", "allowEmpty: true");
      assertThat(workspace.read("rendered/clusters/west/" + layer + "/kustomization.yaml"))
          .endsWith("resources: []\n");
    }
    assertThat(workspace.exists("rendered/clusters/west/trust/cacerts.sops.yaml")).isTrue();
    assertThat(workspace.exists("rendered/clusters/west/values/istiod.yaml")).isTrue();
  }

  @Test
  void detachingTakesLayersAwayUnderFluxWhichPrunesThem() {
    flux();
    bringUp();
    step("draining");

    assertThat(step("detached"))
        .containsEntry(FILED, "removed")
        .containsEntry("flux/west/access.yaml", "removed")
        .containsEntry("flux/west/discovery.yaml", "removed")
        .containsEntry("flux/west/kustomization.yaml", "changed")
        .containsEntry("clusters/west/releases/eastwestgateway.yaml", "removed")
        .containsEntry("clusters/west/releases/kustomization.yaml", "changed")
        .containsEntry("clusters/west/values/kustomization.yaml", "changed")
        .containsEntry("clusters/west/config/cross-network-gateway.yaml", "removed")
        .containsEntry("clusters/west/access/kustomization.yaml", "removed")
        .doesNotContainKey("clusters/west/discovery/kustomization.yaml")
        .doesNotContainKey("clusters/west/eastwest/kustomization.yaml");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatArgoCdDeletesAndWhatItLeaves(LockFormat format) {
    bringUp();
    step("draining");
    format.leaveIn(workspace);
    state("detached");

    Run dryRun = workspace.run("render", "--dry-run");

    assertThat(dryRun.code()).as(dryRun.err()).isZero();
    assertThat(dryRun.out()).contains("- rendered/" + FILED);
    assertThat(dryRun.err())
        .contains("west: Argo CD deletes the east-west gateway")
        .contains("west: Argo CD deletes the objects in clusters/west/access/reader.yaml")
        .contains("west: its remote secret is removed from every cluster")
        .contains("west detached: once that is applied, remove its document")
        .doesNotContain("MG1204");
    assertThat(mesh.render().err()).contains("west: Argo CD deletes the east-west gateway");
  }

  @Test
  void saysWhatFluxDeletes() {
    flux();
    bringUp();
    step("draining");
    state("detached");

    assertThat(mesh.render().err())
        .contains("west: Flux deletes the Kustomization mesh-access and what it applied")
        .contains("west: Flux deletes the Kustomization mesh-discovery and what it applied")
        .contains("Flux uninstalls the release of clusters/west/releases/eastwestgateway.yaml");
  }

  @ParameterizedTest
  @EnumSource
  void warnsOfDetachingWhatHasNotDrained(LockFormat format) {
    bringUp();
    format.leaveIn(workspace);
    state("detached");
    String line = "mesh.yaml:" + workspace.read("mesh.yaml").lines().count();

    Run run = mesh.render();

    assertThat(run.err())
        .contains("warning[MG1204]: the other clusters still discover \"west\"", line);
    format.leaveIn(workspace);
    assertThat(mesh.render().err()).doesNotContain("MG1204");
  }

  @ParameterizedTest
  @EnumSource
  void warnsOfItUnderFluxTooAndRefusesItWhenAskedToBeStrict(LockFormat format) {
    flux();
    bringUp();
    format.leaveIn(workspace);
    SortedMap<String, String> before = workspace.tree("rendered");
    state("detached");

    Run run = workspace.run("render", "--strict");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("MG1204");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void aDetachedClusterTakesNoCredentialAndComesBackWithANewOne() {
    bringUp();
    SortedMap<String, String> active = workspace.tree("rendered");
    step("draining");
    step("detached");

    assertThat(add().code()).isEqualTo(ExitCode.USAGE);
    assertThat(add().err()).contains("\"west\" is detached and has no reader token");

    step("joining");
    assertThat(workspace.exists("rendered/" + GATEWAY)).isTrue();
    assertThat(add().code()).isZero();
    step("");
    assertThat(workspace.tree("rendered").keySet()).isEqualTo(active.keySet());
    assertThat(workspace.read("rendered/" + GATEWAY)).isEqualTo(active.get(GATEWAY));
  }

  @Test
  void aGatewayThatIsSwitchedOffGoesBeforeItsListener() {
    workspace.replace("mesh.yaml", "network: net-west", "network: net-north");
    String spec = workspace.read("mesh.yaml");
    String west = spec.substring(spec.lastIndexOf("---\n"));
    workspace.write(
        "mesh.yaml", spec + west.replace("west", "south").replace("net-south", "net-north"));
    bringUp();
    SortedMap<String, String> before = workspace.tree("rendered");
    String listener = "clusters/west/config/cross-network-gateway.yaml";

    workspace.write(
        "mesh.yaml",
        workspace
            .read("mesh.yaml")
            .replace(
                "  network: net-north\n", "  network: net-north\n  eastWest: {enabled: true}\n")
            .replaceFirst("enabled: true", "enabled: false"));
    Run run = mesh.render();

    assertThat(run.err()).contains("west: Argo CD deletes the east-west gateway");
    assertThat(workspace.tree("rendered"))
        .containsKey(listener)
        .containsKey("argocd/clusters/west/eastwest.yaml")
        .doesNotContainKey(GATEWAY);
    assertThat(workspace.read("rendered/argocd/clusters/west/eastwest.yaml"))
        .contains("path: rendered/clusters/west/eastwest\n", "prune: true", "allowEmpty: true");
    assertThat(before).containsKey(GATEWAY);
  }

  @Test
  void aRemovedClusterLeavesNoFileAndWordsOfWhatStaysInIt() {
    bringUp();
    step("draining");
    step("detached");
    String spec = workspace.read("mesh.yaml");
    workspace.write("mesh.yaml", spec.substring(0, spec.lastIndexOf("---")));

    Run run = mesh.render();

    assertThat(run.err())
        .contains(
            "west: Argo CD deletes the Application retail-west and those of its layers; what they"
                + " deployed stays in the cluster")
        .doesNotContain("east: Argo CD deletes the east-west gateway");
    assertThat(workspace.tree("rendered").keySet()).noneMatch(path -> path.contains("west"));
  }

  @Test
  void aRemovedClusterOfFluxIsLeftToItself() {
    flux();
    bringUp();
    String spec = workspace.read("mesh.yaml");
    workspace.write("mesh.yaml", spec.substring(0, spec.lastIndexOf("---")));

    assertThat(workspace.run("render", "--dry-run", "--remove", "west").err())
        .contains("west: its Flux no longer finds its path", "rendered/flux/west");
  }

  @Test
  void aRemoteCannotDrain() {
    workspace.append("mesh.yaml", "  controlPlane: {role: remote, primaries: [east]}\n");
    workspace.replace(
        "mesh.yaml",
        "  network: net-east\n",
        "  network: net-east\n  eastWest: {address: 10.0.0.9}\n");
    mesh.render();
    state("draining");

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1201]: remote \"west\" cannot be draining");
  }
}
