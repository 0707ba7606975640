package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warning that the spec acknowledges does not count, until the date is over. */
class AcknowledgeTest {
  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void start() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  private void acknowledge(String entry) {
    workspace.replace(
        "mesh.yaml", "  trustDomain:", "  acknowledge:\n  - {" + entry + "}\n  trustDomain:");
  }

  private void open(String cluster) {
    workspace.replace(
        "mesh.yaml",
        "network: net-" + cluster,
        "network: net-" + cluster + "\n  eastWest: {exposure: internet}");
  }

  @Test
  void doesNotCountForStrict() {
    open("east");
    assertThat(workspace.run("validate", "--strict").code()).isEqualTo(ExitCode.PROBLEMS);

    acknowledge("code: MG0514, reason: \"agreed with security\", until: \"2026-06-30\"");
    Run run = workspace.run("validate", "--strict");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEqualTo("1 warning acknowledged\n");
  }

  @Test
  void isBackTheDayAfter() {
    open("east");
    acknowledge("code: MG0514, reason: agreed, until: \"2026-06-30\"");

    assertThat(workspace.run("validate", "--strict", "--as-of", "2026-06-30").code())
        .isEqualTo(ExitCode.OK);
    Run run = workspace.run("validate", "--strict", "--as-of", "2026-07-01");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(
            "warning[MG0514]", "acknowledged until 2026-06-30", "the acknowledgement has ended");
  }

  @Test
  void holdsForTheClustersThatItNames() {
    open("east");
    open("west");
    acknowledge("code: MG0514, clusters: [west], reason: agreed, until: \"2026-06-30\"");

    Run run = workspace.run("validate");

    assertThat(run.err())
        .contains("1 warning, 1 warning acknowledged", "mesh.yaml:29:24")
        .doesNotContain("mesh.yaml:38:", "mesh.yaml:37:");
  }

  @Test
  void ofAClusterIsNotForAGroupWithItsName() {
    workspace.replace(
        "mesh.yaml",
        "  trustDomain:",
        """
          discovery:
            mode: groups
            groups:
            - {name: all, match: {mesh: "yes"}}
            - {name: east, match: {region: east}}
          trustDomain:\
        """);
    for (String name : List.of("east", "west")) {
      workspace.replace(
          "mesh.yaml",
          "  name: " + name + "\n",
          "  name: " + name + "\n  labels: {mesh: \"yes\"}\n");
    }
    acknowledge("code: MG1212, clusters: [east], reason: later, until: \"2026-06-30\"");

    Run run = workspace.run("validate");

    assertThat(run.err())
        .contains("warning[MG1212]: no cluster is in group \"east\"")
        .doesNotContain("acknowledged");
  }

  @Test
  void ofSomeClustersIsNotForOthersThatAWarningConcerns() {
    workspace.replace(
        "mesh.yaml", "  trustDomain:", "  clusterDefaults: {state: joining}\n  trustDomain:");
    workspace.write(
        "mesh.yaml", workspace.read("mesh.yaml") + TestMesh.cluster("zone", "net-zone"));
    acknowledge("code: MG1209, clusters: [east, west], reason: later, until: \"2026-06-30\"");
    assertThat(workspace.run("validate").err()).contains("warning[MG1209]");

    workspace.replace("mesh.yaml", "clusters: [east, west]", "clusters: [east, west, zone]");
    assertThat(workspace.run("validate").err())
        .contains("acknowledged")
        .doesNotContain("warning[MG1209]");
  }

  @Test
  void ofAClusterReachesWhatConcernsItAlone() {
    workspace.replace(
        "mesh.yaml",
        "  network: net-west",
        "  network: net-west\n  controlPlane: {role: remote, primaries: [east]}");
    acknowledge("code: MG0907, clusters: [west], reason: later, until: \"2026-06-30\"");

    assertThat(workspace.run("validate").err())
        .contains("acknowledged")
        .doesNotContain("warning[MG0907]");
  }

  @Test
  void ofAClusterReachesWhatItTakesFromTheMesh() {
    workspace.replace(
        "mesh.yaml",
        "  trustDomain:",
        """
          clusterDefaults:
            values: {eastwestgateway: {service: {type: NodePort}}}
          trustDomain:\
        """);
    acknowledge("code: MG0518, clusters: [west], reason: later, until: \"2026-06-30\"");

    assertThat(workspace.run("validate").err())
        .contains("1 warning acknowledged", "at which other clusters reach \"east\"")
        .doesNotContain("at which other clusters reach \"west\"");
  }

  @Test
  void isSaidInEveryFormat() {
    open("east");
    acknowledge("code: MG0514, reason: agreed, until: \"2026-06-30\"");

    assertThat(workspace.run("validate", "--format=json").out())
        .contains("\"acknowledged\": {", "\"reason\": \"agreed\"", "\"until\": \"2026-06-30\"");
    assertThat(workspace.run("validate", "--format=sarif").out())
        .contains("\"suppressions\": [", "\"justification\": \"agreed (until 2026-06-30)\"");
    assertThat(workspace.run("validate", "--format=github").out()).isEmpty();
  }

  @Test
  void reachesWhatIsFoundInTheTree() {
    acknowledge("code: MG1005, clusters: [east], reason: later, until: \"2026-06-30\"");

    assertThat(mesh.render().err()).contains("warning[MG1005]");
    workspace.replace("mesh.yaml", "clusters: [east]", "clusters: [east, west]");
    assertThat(workspace.run("render", "--check", "--strict").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void saysInEveryRunWhoCanOpenOldVersions() {
    String old = mesh.clustersRecipient();
    mesh.render();
    workspace.holding(TestMesh.CLUSTERS_KEY);
    workspace.replace("mesh.yaml", old, workspace.identity("keys/new.agekey"));
    assertThat(mesh.render().err()).contains("rendered/.sops.yaml: warning[MG1014]", old);

    Run check = workspace.run("render", "--check");
    assertThat(check.code()).isEqualTo(ExitCode.OK);
    assertThat(check.err()).contains("rendered/.sops.yaml: warning[MG1014]", old);

    acknowledge("code: MG1014, clusters: [west], reason: destroyed, until: \"2026-06-30\"");
    workspace.holding(TestMesh.ROOT_KEY);
    Run rotated = workspace.run("rotate", "east");
    assertThat(rotated.code()).isEqualTo(ExitCode.OK);
    assertThat(rotated.err()).contains("1 warning acknowledged").doesNotContain("MG1014");
    assertThat(workspace.read("rendered/clusters/east/meshgen.lock"))
        .doesNotContain("formerRecipients");
    assertThat(workspace.read("rendered/clusters/west/meshgen.lock"))
        .contains("formerRecipients:\n    - \"" + old + "\"");
  }
}
