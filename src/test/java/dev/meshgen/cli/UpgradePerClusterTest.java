package dev.meshgen.cli;

import static dev.meshgen.cli.Upgrades.MESH;
import static dev.meshgen.cli.Upgrades.cluster;
import static dev.meshgen.cli.Upgrades.plan;
import static dev.meshgen.cli.Upgrades.walk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each control plane is upgraded as it is itself, whatever the others of the mesh are. */
final class UpgradePerClusterTest {
  private static final String REVISED = "istio: {revision: r1, tags: {default: r1}}";

  @TempDir private Path folder;

  private Workspace spec(String istio, String clusters) {
    return new Workspace(folder).write("mesh.yaml", MESH.formatted(istio) + clusters);
  }

  @Test
  void withoutARevisionInPlaceBesideOthersThatHaveOne() {
    String clusters = cluster("east", "ring: a", "") + cluster("west", "ring: b", REVISED);
    Workspace workspace = spec("version: 1.30.5", clusters);
    Run plan = plan(workspace, "1.31.1");
    assertThat(plan.out())
        .containsSubsequence(
            "Step 1: ring a to 1.31.1",
            "Step 2: ring b runs istiod-1-31-1",
            "Step 3: ring b moves default to 1-31-1",
            "Step 4: 1-31-1 replaces the old control plane\n  Clusters: west\n",
            "Flux has uninstalled istiod-r1",
            "Step 5: clean-up")
        .doesNotContain("Flux has uninstalled istiod\n");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(5);
    assertThat(workspace.read("mesh.yaml"))
        .isEqualTo(MESH.formatted("version: 1.31.1") + clusters.replace("r1", "1-31-1"));
  }

  @Test
  void writesIntoTheirDocumentsWhereNoRingTellsThemApart() {
    String clusters =
        cluster("east", "", "istio: {version: 1.30.5}")
            + cluster("west", "", "istio: {version: 1.30.5, revision: r1, tags: {default: r1}}");
    Workspace workspace = spec("version: 1.30.5", clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: west runs istiod-1-31-1",
            "Step 2: west moves default",
            "Step 3: east to 1.31.1",
            "Step 4: 1-31-1 replaces the old control plane\n  Clusters: west\n");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(4);
    assertThat(workspace.read("mesh.yaml"))
        .contains("istio: {version: 1.31.1}", "istio: {version: 1.31.1, revision: 1-31-1")
        .doesNotContain("canary");
  }

  @Test
  void takesNoIstiodAwayWhoseProxiesNoTagMoves() {
    String istio = "version: 1.30.5, tags: {prod: default}, ";
    Workspace workspace =
        spec(
            istio + "canary: {version: 1.31.1, revision: next}",
            cluster("east", "", "") + cluster("west", "", ""));
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: east, west move prod to next",
            "Step 2: east, west to 1.31.1",
            "Before: Everything that selects next works. The control plane without a revision is"
                + " upgraded",
            "$ for c in east west; do istioctl --context $c proxy-status --revision next; done",
            "rollout status deployment/istiod;",
            "Step 3: next is removed",
            "Before: Namespaces that select next by name move by hand",
            "--selector istio.io/rev=next",
            "label namespace NAMESPACE istio.io/rev- istio-injection=enabled",
            "Before: No proxy is left at istiod-next",
            "Flux has uninstalled istiod-next")
        .doesNotContain("replaces the old", "uninstalled istiod\n");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
    assertThat(workspace.read("mesh.yaml"))
        .contains("istio: {version: 1.31.1, tags: {prod: default}}");
  }

  @Test
  void aCanaryOfOneClusterIsNoneOfTheOthers() {
    Workspace workspace =
        spec(
            "version: 1.29.8",
            cluster("east", "", "istio: {version: 1.30.5}")
                + cluster(
                    "west",
                    "",
                    "istio: {version: 1.30.1, canary: {version: 1.30.5, revision: c}}"));
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: west to 1.30.5", "Step 2: c is removed", "Step 3: east, west to 1.31.1");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
  }

  @Test
  void twoCanariesOfDifferentNamesBothComeToTheirEnd() {
    String own = "istio: {canary: {version: 1.31.1, revision: %s}, tags: {default: old}}";
    Workspace workspace =
        spec(
            "version: 1.30.5, revision: old",
            cluster("east", "", own.formatted("one")) + cluster("west", "", own.formatted("two")));
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "east moves default to one",
            "one replaces the old",
            "west moves default to two",
            "two replaces the old",
            "Step 5: clean-up");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(5);
  }

  @Test
  void primariesOfARingGoBeforeItsRemotes() {
    String clusters =
        cluster("hub", "ring: a", "eastWest: {address: 10.0.0.9}")
            + cluster("edge", "ring: a", "controlPlane: {role: remote, primaries: [hub]}")
            + cluster("far", "ring: b", "");
    Workspace workspace = spec("version: 1.29.8", clusters);
    Run plan = plan(workspace, "1.31.1");
    assertThat(plan.out())
        .containsSubsequence(
            "Step 1: ring a to 1.30.",
            "Clusters: hub\n",
            "Step 2: remotes of ring a to 1.30.",
            "Clusters: edge\n",
            "They have version 1.30.",
            "$ istioctl --context hub proxy-status",
            "Step 3: ring b to 1.30.",
            "Step 4: ring a to 1.31.1",
            "Step 7: clean-up");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(7);
    assertThat(workspace.read("mesh.yaml")).isEqualTo(MESH.formatted("version: 1.31.1") + clusters);
  }

  @Test
  void theHostOfAnExternalIstiodGoesBeforeThoseItServes() {
    String mesh = MESH.formatted("version: 1.30.5, namespace: external-istiod");
    String hosting =
        "controlPlane: {role: external, configCluster: eu, host: istiod.retail.example,"
            + " credentialName: cert}";
    String clusters =
        cluster("eu", "", "controlPlane: {role: remote, primaries: [host]}")
            + cluster("host", "", hosting)
            + cluster("us", "", "controlPlane: {role: remote, primaries: [host]}");
    Workspace workspace = new Workspace(folder).write("mesh.yaml", mesh + clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: host to 1.31.1",
            "$ kubectl --context host -n external-istiod rollout status deployment/istiod",
            "$ istioctl --context host --istioNamespace external-istiod remote-clusters",
            "Step 2: eu, us to 1.31.1",
            "Restart the workloads",
            "$ istioctl --context host --istioNamespace external-istiod proxy-status",
            "Step 3: clean-up");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
    assertThat(workspace.read("mesh.yaml")).isEqualTo(mesh.replace("1.30.5", "1.31.1") + clusters);
  }
}
