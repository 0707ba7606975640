package dev.meshgen.cli;

import static dev.meshgen.cli.Upgrades.MESH;
import static dev.meshgen.cli.Upgrades.RINGS;
import static dev.meshgen.cli.Upgrades.cluster;
import static dev.meshgen.cli.Upgrades.plan;
import static dev.meshgen.cli.Upgrades.walk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says beside the edits: what comes first, what to check, what may go in the end. */
final class UpgradeChecksTest {
  @TempDir private Path folder;

  private Workspace spec(String istio, String clusters) {
    return new Workspace(folder).write("mesh.yaml", MESH.formatted(istio) + clusters);
  }

  @Test
  void aStepSaysFirstWhatItIsWarnedOfAndTheOneBeforeWasNot() {
    Workspace workspace = spec("version: 1.30.3, install: sail", RINGS);
    Run plan = plan(workspace, "1.31.1");
    assertThat(plan.code()).isEqualTo(ExitCode.OK);
    assertThat(plan.out())
        .containsSubsequence(
            "Step 1: ring canary to 1.31.1",
            "  First: the Sail Operator",
            "does not install Istio 1.31.1 (MG0550)",
            "    expected:",
            "Step 2: ring stable to 1.31.1")
        .containsOnlyOnce("MG0550");
    assertThat(plan(workspace, "1.31.1", "--strict").code()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void whatTheSpecAcknowledgesIsNotSaidOfAStepEither() {
    String entry = "{code: MG0550, reason: tried, until: \"%s\"}";
    String istio = "version: 1.30.3, install: sail";
    Workspace workspace = spec(istio, RINGS);
    String agreed = entry.formatted("2999-12-31");
    workspace.replace("mesh.yaml", "  secrets:", "  acknowledge: [" + agreed + "]\n  secrets:");
    Run plan = plan(workspace, "1.31.1", "--strict");
    assertThat(plan.code()).as(plan.err()).isEqualTo(ExitCode.OK);
    assertThat(plan.out()).contains("Step 1: ring canary to 1.31.1").doesNotContain("MG0550");

    Workspace over = spec(istio, RINGS);
    String ended = entry.formatted("2020-01-01");
    over.replace("mesh.yaml", "  secrets:", "  acknowledge: [" + ended + "]\n  secrets:");
    assertThat(plan(over, "1.31.1").out()).contains("acknowledged until 2020-01-01 (MG0550)");
    assertThat(plan(over, "1.31.1", "--strict").code()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void definitionsThatHaveToBeNewerAreSaidAtTheStepThatNeedsThem() {
    String clusters =
        cluster("east", "ring: canary", "kubernetes: {gatewayAPI: 1.6.0}")
            + cluster("west", "ring: stable", "kubernetes: {gatewayAPI: 1.5.1}");
    Workspace workspace = spec("version: 1.30.5, dataPlane: ambient", clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 2: ring stable to 1.31.1", "  First: Istio 1.31 does not read", "1.5.1 (MG1404)");
  }

  @Test
  void ofWhatAllClustersAreWarnedOfAFewAreShown() {
    StringBuilder clusters = new StringBuilder();
    for (char name = 'a'; name < 'g'; name++) {
      clusters.append(
          cluster(
              String.valueOf(name), "", "kubernetes: {gatewayAPI: 1.5.%d}".formatted(name - 'a')));
    }
    Workspace workspace = spec("version: 1.30.5, dataPlane: ambient", clusters.toString());
    assertThat(plan(workspace, "1.31.1").out())
        .contains("1.5.3 (MG1404)", "First: 2 more of these (MG1404)")
        .doesNotContain("1.5.4 (MG1404)");
  }

  @Test
  void whereNoSidecarsAreTheAgentsOnNodesAreLookedAt() {
    String clusters =
        cluster("east", "", "platform: openshift")
            + cluster("west", "", "platform: k3s")
            + cluster("old", "", "istio: {dataPlane: sidecar}");
    Workspace workspace = spec("version: 1.30.5, dataPlane: ambient", clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Before: Choose a quiet time: ztunnel is replaced",
            "istio-cni-node runs on every node",
            "$ kubectl --context west -n istio-system rollout status daemonset/istio-cni-node",
            "$ kubectl --context east -n kube-system rollout status daemonset/istio-cni-node",
            "ztunnel runs on every node",
            "$ kubectl --context west -n istio-system rollout status daemonset/ztunnel",
            "$ kubectl --context east -n kube-system rollout status daemonset/ztunnel",
            "--context west ztunnel-config workloads daemonset/ztunnel.istio-system",
            "--context east ztunnel-config workloads daemonset/ztunnel.kube-system",
            "Waypoints and gateways, which istiod rolls out itself, have version 1.31.1",
            "Restart the workloads",
            "They have version 1.31.1 and are synced\n    $ istioctl --context old proxy-status");
    Workspace sidecars = spec("version: 1.30.5", RINGS);
    assertThat(plan(sidecars, "1.31.1").out()).doesNotContain("ztunnel", "istio-cni-node");
  }

  @Test
  void noSidecarsNoRestart() {
    Workspace workspace = spec("version: 1.30.5, dataPlane: ambient", RINGS);
    assertThat(plan(workspace, "1.31.1").out()).doesNotContain("Restart the workloads");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
  }

  @Test
  void theCleanUpLeavesCommentsAndEverythingElse() {
    String overrides =
        """
          # rings
          clusterOverrides:
            - match: {ring: canary}
              set:
                istio:
                  dnsCapture: true # keep
                  tags:
                    default: 1-31-1
                    prod: 1-31-1
                    trial: 1-31-1
            - match: {stage: live}
              set:
                istio:
                  version: 1.31.1 # pinned
                values: {istiod: {autoscaleMin: 2}}
        """;
    String istio = "version: 1.31.1, revision: 1-31-1, tags: {default: 1-31-1, prod: 1-31-1}";
    String clusters =
        cluster("east", "ring: canary", "istio: {revision: 1-31-1, dnsCapture: true}")
            + cluster("west", "stage: live", "istio: {version: 1.31.1}");
    Workspace workspace =
        new Workspace(folder).write("mesh.yaml", MESH.formatted(istio) + overrides + clusters);
    assertThat(plan(workspace, "1.31.1").out()).contains("one step", "Step 1: clean-up");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(1);
    assertThat(workspace.read("mesh.yaml"))
        .isEqualTo(
            MESH.formatted(istio)
                + overrides.replace("            default: 1-31-1\n            prod: 1-31-1\n", "")
                + cluster("east", "ring: canary", "istio: {dnsCapture: true}")
                + cluster("west", "stage: live", "").replace("spec: {}\n", ""));
  }

  @Test
  void theCleanUpKeepsTheOrderOfRings() {
    String overrides =
        """
          clusterOverrides:
            - match: {ring: first}
              set: {istio: {version: 1.31.1}}
            - match: {ring: again}
              set: {istio: {version: 1.31.1}}
        """;
    String clusters =
        cluster("east", "ring: first", "istio: {version: 1.31.1}")
            + cluster("west", "ring: again", "");
    Workspace workspace =
        new Workspace(folder)
            .write("mesh.yaml", MESH.formatted("version: 1.31.1") + overrides + clusters);
    walk(workspace, "1.31.1");
    assertThat(workspace.read("mesh.yaml"))
        .startsWith(MESH.formatted("version: 1.31.1") + overrides)
        .doesNotContain("spec: {istio");
  }

  @Test
  void thereIsNothingToCleanUpWhereSettingsDiffer() {
    String overrides =
        "  clusterOverrides: [{match: {ring: canary}, set: {istio: {version: 1.31.1}}}]\n";
    Workspace workspace =
        new Workspace(folder)
            .write(
                "mesh.yaml",
                MESH.formatted("version: 1.30.5")
                    + overrides
                    + cluster("east", "ring: canary", ""));
    assertThat(plan(workspace, "1.31.1").out()).contains("every cluster runs it");
  }

  @Test
  void aDetachedClusterHasNeitherAGatewayNorADiscoveryToCheck() {
    String clusters =
        cluster("east", "", "") + cluster("south", "", "") + cluster("west", "", "state: detached");
    String plan = plan(spec("version: 1.30.5", clusters), "1.31.1").out();
    assertThat(plan)
        .contains(
            "for c in east south; do istioctl --context $c remote-clusters; done",
            "for c in east south; do kubectl --context $c -n istio-system get pods --selector"
                + " istio=eastwestgateway",
            "for c in east south west; do kubectl --context $c -n istio-system rollout status"
                + " deployment/istiod; done");
  }

  @Test
  void whoDiscoversNobodyIsNotAskedWhetherItHasSynced() {
    for (String state : List.of("draining", "detached")) {
      String clusters = cluster("east", "", "") + cluster("west", "", "state: " + state);
      assertThat(plan(spec("version: 1.30.5", clusters), "1.31.1").out())
          .as(state)
          .doesNotContain("--context east remote-clusters");
    }
    String groups =
        "  discovery: {mode: groups, groups: [{name: eu, match: {eu: \"yes\"}},"
            + " {name: us, match: {us: \"yes\"}}]}\n";
    String clusters =
        groups
            + cluster("east", "us: \"yes\"", "")
            + cluster("north", "eu: \"yes\"", "")
            + cluster("west", "us: \"yes\"", "");
    assertThat(plan(spec("version: 1.30.5", clusters), "1.31.1").out())
        .contains("for c in east west; do istioctl --context $c remote-clusters; done");
  }

  @Test
  void sidecarsThatJoinAnAmbientMeshBringAGatewayOfTheChart() {
    String clusters =
        cluster("east", "", "")
            + cluster("west", "", "")
            + cluster("new", "", "state: joining, istio: {dataPlane: sidecar}");
    assertThat(plan(spec("version: 1.30.5, dataPlane: ambient", clusters), "1.31.1").out())
        .contains(
            "kubectl --context new -n istio-system get pods --selector istio=eastwestgateway");
  }

  @Test
  void aZtunnelOnItsOwnKnowsItsOwnClusterOnly() {
    String clusters =
        cluster("east", "", "") + cluster("south", "", "") + cluster("west", "", "state: detached");
    assertThat(plan(spec("version: 1.30.5, dataPlane: ambient", clusters), "1.31.1").out())
        .containsSubsequence(
            "ztunnel knows the workloads, those of other clusters included",
            "for c in east south; do istioctl",
            "ztunnel knows the workloads of its own cluster",
            "istioctl --context west ztunnel-config workloads");
  }
}
