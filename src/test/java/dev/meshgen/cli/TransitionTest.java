package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Injectors;
import dev.meshgen.testing.Manifest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That no commit removes what injects workloads before something else does. */
class TransitionTest {
  private static final String TOLD = "rendered/clusters/east/config/remote-gateways.yaml";

  private static final String BESIDE = "canary: {version: 1.30.5, revision: one}";
  private static final String TAGGED = BESIDE + ", tags: {default: one}";
  private static final String REVISED = "revision: one, tags: {default: one}";

  @TempDir Path folder;
  private TestMesh mesh;
  private Workspace workspace;
  private String spec;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    spec = workspace.read("mesh.yaml");
  }

  private void istio(String settings) {
    workspace.write(
        "mesh.yaml",
        spec.replace(
            "  network: net-east\n", "  network: net-east\n  istio: {" + settings + "}\n"));
  }

  private Injectors east() {
    return Injectors.of(workspace.tree("rendered"), "east");
  }

  /** Every transition that one setting of a cluster makes, unless it is refused. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''        | " + BESIDE + " | true",
        BESIDE + " | " + TAGGED + " | true",
        TAGGED + " | " + REVISED + " | true",
        TAGGED + " | " + BESIDE + " | true",
        BESIDE + " | '' | true",
        "'' | " + REVISED + " | false",
        BESIDE + " | " + REVISED + " | false",
        "revision: one, tags: {default: one} | revision: two, tags: {default: two} | false",
        REVISED + " | '' | false",
        REVISED + " | " + TAGGED + " | true",
        REVISED + " | " + BESIDE + " | false",
        REVISED
            + " | revision: one, tags: {default: two}, canary: {version: 1.31.1, revision: two}"
            + " | true",
        "revision: one, tags: {default: two}, canary: {version: 1.31.1, revision: two}"
            + " | version: 1.31.1, revision: two, tags: {default: two} | true",
        "revision: one, tags: {default: one}, canary: {version: 1.31.1, revision: two}"
            + " | version: 1.31.1, revision: two, tags: {default: two} | false",
        "'' | version: 1.31.1 | true",
        "'' | dnsCapture: false | true",
        "'' | install: sail | false",
        "install: sail | '' | false"
      })
  void leavesNoGapOrIsRefused(String from, String to, boolean accepted) {
    istio(from);
    mesh.render();
    Injectors before = east();
    SortedMap<String, String> tree = workspace.tree("rendered");
    istio(to);

    Run run = workspace.run("render");

    if (accepted) {
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(before.hasNoGap(east())).as("%s -> %s", before, east()).isTrue();
    } else {
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("error[MG1231]").doesNotContain("MG1205");
      assertThat(workspace.tree("rendered")).isEqualTo(tree);
    }
  }

  /** What the tag led to is read off the tree where a lock does not say. */
  @ParameterizedTest
  @EnumSource
  void knowsWhereTheTagLed(LockFormat format) {
    istio(TAGGED);
    mesh.render();
    format.leaveIn(workspace);
    istio(REVISED);

    assertThat(workspace.run("render").code()).isZero();

    format.leaveIn(workspace);
    istio("revision: two, tags: {default: two}, canary: {version: 1.31.1, revision: one}");

    assertThat(workspace.run("render", "--dry-run").code()).isZero();

    istio("revision: two, tags: {default: two}");

    assertThat(workspace.run("render", "--dry-run").err()).contains("MG1231");
  }

  @ParameterizedTest
  @ValueSource(strings = {"joining", "detached"})
  void whereNothingReliesOnItEverythingMayChange(String state) {
    spec = spec.replace("  network: net-east\n", "  state: " + state + "\n  network: net-east\n");
    istio("");
    mesh.render();
    istio(REVISED);

    assertThat(mesh.render().err()).doesNotContain("MG1231");
  }

  @Test
  void thePlanGivesAMeshRevisionsWithoutAGap() {
    mesh.render();

    assertThat(walk("upgrade", "plan", "--to", "1.30.5", "--revisions")).isEqualTo(3);

    assertThat(east())
        .hasToString("{istio-sidecar-injector-1-30-5=istiod-1-30-5, tag default=istiod-1-30-5}");
  }

  /** The API server asks injectors by the order of their names, and the last one decides. */
  @ParameterizedTest
  @ValueSource(strings = {"istio-system", "a", "zeta"})
  void theTagIsAskedAfterTheInjectorThatItReplaces(String namespace) {
    spec =
        spec.replace(
            "    version: \"1.30.5\"\n",
            "    version: \"1.30.5\"\n    namespace: " + namespace + "\n");
    assertThat(spec).contains("namespace: " + namespace);
    istio(TAGGED);
    mesh.render();
    String path = "rendered/clusters/east/config/revision-tag-default.yaml";
    Manifest tag = new Manifest(path, ConsumerYaml.readOne(workspace.read(path)));
    String suffix = namespace.equals("istio-system") ? "" : "-" + namespace;

    assertThat(tag.text("/metadata/name")).isGreaterThan("istio-sidecar-injector" + suffix);
    assertThat(workspace.read("rendered/argocd/mesh/project.yaml"))
        .contains("istio-sidecar-injector" + suffix + "-tag-*");
  }

  /** What the refusal of a change in one step says, done to the letter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        REVISED + " | revision: two, tags: {default: two} | 3",
        REVISED + " | '' | 3",
        "revision: one, tags: {default: one, prod: one} | tags: {prod: default} | 4",
        "revision: one, tags: {default: one, prod: one} | revision: two, tags: {default: two, prod: two} | 4",
        "'' | " + REVISED + " | 3",
        BESIDE + " | " + REVISED + " | 3",
        "revision: one, tags: {default: one}"
            + " | version: 1.31.1, revision: 1-31-1, tags: {default: 1-31-1} | 5",
        REVISED + " | version: 1.31.1 | 8",
      })
  void thePlanThatTheRefusalNamesLeavesNoGap(String from, String to, int steps) {
    istio(from);
    mesh.render();
    String before = workspace.read("mesh.yaml");
    istio(to);
    String err = workspace.run("render").err();
    assertThat(err).contains("error[MG1231]");
    int start = err.indexOf("`meshgen upgrade") + "`meshgen ".length();
    String[] plan = err.substring(start, err.indexOf('`', start)).split(" ");
    workspace.write("mesh.yaml", before);

    assertThat(walk(plan)).isEqualTo(steps);

    Injectors end = east();
    istio(to);
    workspace.run("render", "-o", "other");
    assertThat(end).hasToString(Injectors.of(workspace.tree("other"), "east").toString());
  }

  /** Makes every step, and looks for gaps; how many there were. */
  private int walk(String... plan) {
    for (int steps = 0; steps < 20; steps++) {
      Run left = workspace.run(plan);
      assertThat(left.code()).as(left.err()).isZero();
      if (left.out().contains("every cluster runs it")) {
        return steps;
      }
      Injectors before = east();
      String[] write = Arrays.copyOf(plan, plan.length + 2);
      write[plan.length] = "--write";
      write[plan.length + 1] = "1";
      Run written = workspace.run(write);
      assertThat(written.code()).as(written.err()).isZero();
      assertThat(mesh.render().err()).doesNotContain("MG1231", "MG1205");
      assertThat(before.hasNoGap(east())).as("%s -> %s", before, east()).isTrue();
    }
    throw new AssertionError("no end");
  }

  @Test
  void thePlanSaysWhatToDoBetweenItsSteps() {
    String plan = workspace.run("upgrade", "plan", "--to", "1.31.1", "--revisions").out();

    assertThat(plan)
        .containsSubsequence(
            "istiod-1-30-5, 1.30.5, as well",
            "move default to 1-30-5",
            "istio-injection=enabled",
            "1-30-5 replaces the old control plane",
            "No proxy is left at istiod",
            "istiod-1-31-1, 1.31.1, as well");
  }

  @Test
  void withoutTheOptionTheRevisionStaysAway() {
    assertThat(workspace.run("upgrade", "plan", "--to", "1.31.1").out()).doesNotContain("canary");
  }

  @Test
  void anArgoCdInEachClusterInPlaceOfTheHubIsAnotherEngine() {
    mesh.render();
    workspace.replace("mesh.yaml", "    argocd:\n", "    argocd:\n      mode: cluster\n");

    assertThat(mesh.render().err())
        .contains(
            "warning[MG1218]: the engine of \"east\", \"west\" was Argo CD, and is to be Argo CD in"
                + " each cluster: the old one keeps");
    assertThat(mesh.render().err()).doesNotContain("MG1218");
    workspace.replace("mesh.yaml", "      mode: cluster\n", "");
    assertThat(mesh.render().err()).contains("MG1218", "was Argo CD in each cluster");
  }

  /** Files go that Flux never applied. */
  @Test
  void nothingIsSaidOfWhatTheNewEngineWouldDelete() {
    mesh.render();
    workspace.replace(
        "mesh.yaml",
        "argocd:\n      repoURL: https://git.example/platform.git",
        "flux:\n      sourceRef: {name: platform}");

    Run run = workspace.run("render", "--dry-run");

    assertThat(run.out()).contains("clusters/east/access/");
    assertThat(run.err()).contains("was Argo CD, and is to be Flux").doesNotContain("Flux deletes");
  }

  @Test
  void aFluxThatMovesIsWarnedAbout() {
    workspace.replace(
        "mesh.yaml",
        "argocd:\n      repoURL: https://git.example/platform.git",
        "flux:\n      sourceRef: {name: platform}");
    mesh.render();
    workspace.replace("mesh.yaml", "sourceRef: {name: platform}", "sourceRef: {name: other}");
    assertThat(workspace.run("render", "--dry-run").err())
        .contains(
            "warning[MG1240]: \"delivery.flux.sourceRef\" of \"east\", \"west\" was"
                + " GitRepository/platform:");
    workspace.replace(
        "mesh.yaml",
        "sourceRef: {name: other}",
        "namespace: gitops\n      sourceRef: {name: platform}");

    assertThat(mesh.render().err())
        .contains("MG1240", "\"delivery.flux.namespace\" of", "was flux-system: Flux prunes")
        .doesNotContain("sourceRef\" of");
    assertThat(mesh.render().err()).doesNotContain("MG1240");
  }

  @Test
  void anotherClassOfLoadBalancerIsRefusedByKubernetes() {
    workspace.append("mesh.yaml", "  eastWest: {loadBalancer: {class: service.k8s.aws/nlb}}\n");
    mesh.render();
    workspace.replace("mesh.yaml", "service.k8s.aws/nlb", "eks.amazonaws.com/nlb");

    assertThat(workspace.run("render", "--dry-run").err())
        .contains(
            "warning[MG1241]: \"eastWest.loadBalancer.class\" of \"west\" was service.k8s.aws/nlb:");
  }

  /**
   * The Service is no longer read at once, and what is read in its place comes with other syncs.
   */
  @Test
  void addressesPerNetworkWantAClusterThatDrains() {
    mesh.render();
    String before = workspace.read("mesh.yaml");
    workspace.append("mesh.yaml", "  eastWest: {addressFor: {net-east: 10.1.0.2}}\n");

    assertThat(workspace.run("render", "--dry-run").err())
        .contains("warning[MG1241]: \"eastWest.addressFor\" of \"west\" was not set:");
    workspace.append("mesh.yaml", "  state: draining\n");
    assertThat(mesh.render().err()).doesNotContain("MG1241");
    assertThat(workspace.exists(TOLD)).isFalse();
    workspace.replace("mesh.yaml", "  state: draining\n", "");
    mesh.render();
    assertThat(workspace.read(TOLD))
        .contains("gatewayClassName: istio-remote", "value: \"10.1.0.2\"");
    workspace.write("mesh.yaml", before + "  state: draining\n");
    mesh.render();
    assertThat(workspace.exists(TOLD)).isFalse();
  }

  @Test
  void portsThatMoveAreNamed() {
    mesh.render();
    workspace.append("mesh.yaml", "  eastWest: {ports: {tls: 31443}}\n");

    assertThat(mesh.render().err())
        .contains("the ports of the east-west gateway of \"west\" were the default ones:");
    workspace.replace("mesh.yaml", "31443", "31444");
    assertThat(mesh.render().err()).contains("of \"west\" were tls 31443:");
  }

  @Test
  void anotherMakerOfAGatewayIsWarnedAboutUnlessItDrains() {
    mesh.render();
    workspace.replace(
        "mesh.yaml",
        "  network: net-east\n",
        "  network: net-east\n  eastWest: {api: gateway-api}\n");

    assertThat(workspace.run("render", "--dry-run").err())
        .contains("warning[MG1232]", "state: draining");
    workspace.replace(
        "mesh.yaml", "  network: net-east\n", "  network: net-east\n  state: draining\n");
    assertThat(workspace.run("render", "--dry-run").err()).doesNotContain("MG1232");
  }
}
