package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.Injectors;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That no commit takes away what injects workloads before something else does. */
class TransitionTest {
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
    int steps = 0;
    for (; steps < 20; steps++) {
      Run plan = workspace.run("upgrade", "plan", "--to", "1.30.5", "--revisions");
      assertThat(plan.code()).as(plan.err()).isZero();
      if (plan.out().contains("every cluster runs it")) {
        break;
      }
      Injectors before = east();
      Run written =
          workspace.run("upgrade", "plan", "--to", "1.30.5", "--revisions", "--write", "1");
      assertThat(written.code()).as(written.err()).isZero();
      assertThat(mesh.render().err()).doesNotContain("MG1231", "MG1205");
      assertThat(before.hasNoGap(east())).as("%s -> %s", before, east()).isTrue();
    }
    assertThat(steps).isEqualTo(3);
    assertThat(east())
        .hasToString("{istio-sidecar-injector-1-30-5=istiod-1-30-5, tag default=istiod-1-30-5}");
  }

  @Test
  void thePlanSaysWhatToDoBetweenItsSteps() {
    String plan = workspace.run("upgrade", "plan", "--to", "1.31.1", "--revisions").out();

    assertThat(plan)
        .containsSubsequence(
            "istiod-1-30-5, 1.30.5, as well",
            "moves default to 1-30-5",
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
