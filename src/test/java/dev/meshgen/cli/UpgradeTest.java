package dev.meshgen.cli;

import static dev.meshgen.cli.Upgrades.MESH;
import static dev.meshgen.cli.Upgrades.RINGS;
import static dev.meshgen.cli.Upgrades.cluster;
import static dev.meshgen.cli.Upgrades.plan;
import static dev.meshgen.cli.Upgrades.walk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plans of upgrades, and each made step by step as people would. */
final class UpgradeTest {
  @TempDir private Path folder;

  private Workspace spec(String istio, String clusters) {
    return new Workspace(folder).write("mesh.yaml", MESH.formatted(istio) + clusters);
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("mesh.yaml"));
  }

  @Test
  void goesRingByRingAndThroughEveryMinor() throws IOException {
    Workspace workspace = spec("version: 1.28.10", RINGS);
    Run plan = plan(workspace, "1.31.1");
    assertThat(plan.code()).isZero();
    assertThat(plan.out())
        .contains("7 steps")
        .containsSubsequence(
            "Step 1: ring canary to 1.29.9",
            "Step 2: ring stable to 1.29.9",
            "Step 3: ring canary to 1.30.",
            "Step 5: ring canary to 1.31.1",
            "Step 6: ring stable to 1.31.1",
            "Step 7: clean-up",
            "$ meshgen render --check");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(7);
    assertThat(text())
        .isEqualTo(MESH.formatted("version: 1.31.1") + RINGS)
        .contains("istio: {version: 1.31.1}   # stays");
  }

  @Test
  void hasTheProxiesOfGatewaysChecked() {
    String networks =
        cluster("east", "", "network: a") + cluster("west", "", "network: b, eastWest: {%s}");
    String restart = "rollout restart deployment --selector istio=eastwestgateway";
    String inPlace = "version: 1.30.5";
    assertThat(plan(spec(inPlace, networks.formatted("")), "1.31.1").out())
        .contains("for c in east west; do kubectl --context $c -n istio-system " + restart);
    assertThat(plan(spec(inPlace, networks.formatted("api: gateway-api")), "1.31.1").out())
        .contains("$ kubectl --context east -n istio-system " + restart);
    String oneNetwork = cluster("east", "", "network: a") + cluster("west", "", "network: a");
    assertThat(plan(spec(inPlace, oneNetwork), "1.31.1").out()).doesNotContain(restart);
  }

  @Test
  void runsASecondControlPlaneMovesTheTagsAndTakesTheFirstAway() throws IOException {
    Workspace workspace =
        spec("version: 1.30.5, revision: old, tags: {default: old, prod: old}", RINGS);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: ring canary runs istiod-1-31-1",
            "Step 2: ring canary moves prod to 1-31-1",
            "Step 3: ring canary moves default to 1-31-1",
            "Step 4: ring stable runs istiod-1-31-1",
            "Step 7: 1-31-1 replaces the old",
            "Before: Namespaces that select old by name move by hand",
            "$ for c in east west; do kubectl --context $c get namespaces --selector"
                + " istio.io/rev=old",
            "Before: No proxy is left at istiod-old",
            "Flux has uninstalled istiod-old",
            "Step 8: clean-up");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(8);
    assertThat(text())
        .contains(
            "istio: {version: 1.31.1, revision: 1-31-1, tags: {default: 1-31-1, prod: 1-31-1}}"
                + "   # stays")
        .doesNotContain("canary:");
  }

  @Test
  void underAnOperatorTheFirstControlPlaneGetsTheVersionAndTheSecondGoes() throws IOException {
    String canary = "canary: {version: 1.31.1, revision: next}";
    Workspace workspace =
        spec("version: 1.30.5, install: sail, tags: {prod: default}, " + canary, RINGS);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: ring canary moves prod to next",
            "Step 2: ring stable moves prod to next",
            "Step 3: ring canary to 1.31.1",
            "deployment/istiod",
            "Step 4: ring stable to 1.31.1",
            "Step 5: next is removed",
            "No proxy is left at istiod-next",
            "The operator has uninstalled istiod-next");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(6);
    assertThat(text())
        .contains("istio: {version: 1.31.1, install: sail, tags: {prod: default}}   # stays")
        .doesNotContain("canary:");
  }

  @Test
  void anOperatorUpgradesInPlaceWhereNobodyHasStartedACanary() {
    Workspace workspace = spec("version: 1.30.5, install: sail", RINGS);
    assertThat(plan(workspace, "1.31.1").out())
        .contains(
            "Before: The Sail Operator has v1.31.1\n"
                + "    $ kubectl --context east explain istio.spec.version");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
  }

  @Test
  void chartsAndAnOperatorInRingsOfTheirOwnEachEndInTheirWay() throws IOException {
    String rings =
        """
          clusterOverrides:
            - match: {ring: canary}
              set: {istio: {revision: old, tags: {default: old}}}
            - match: {ring: stable}
              set: {istio: {install: sail, tags: {prod: default}}}
        """;
    Workspace workspace =
        new Workspace(folder).write("mesh.yaml", MESH.formatted("version: 1.30.5") + rings + RINGS);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: ring canary runs istiod-1-31-1",
            "Step 2: ring canary moves default to 1-31-1",
            "Step 3: ring stable to 1.31.1",
            "deployment/istiod\n",
            "Step 4: 1-31-1 replaces the old",
            "No proxy is left at istiod-old\n    $ istioctl --context east proxy-status",
            "Flux has uninstalled istiod-old\n    $ kubectl --context east");
    walk(workspace, "1.31.1");
    assertThat(text())
        .contains("revision: 1-31-1", "install: sail, tags: {prod: default}")
        .doesNotContain("canary: {");
  }

  @Test
  void aPrimaryGoesBeforeItsRemoteWhereNoRingHoldsIt() throws IOException {
    String clusters =
        cluster("edge", "ring: canary", "controlPlane: {role: remote, primaries: [hub]}")
            + cluster("hub", "", "eastWest: {address: 10.0.0.9}");
    Workspace workspace = spec("version: 1.30.5", clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: hub to 1.31.1",
            "Step 2: remotes of ring canary to 1.31.1",
            "Step 3: clean-up");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
    assertThat(text()).isEqualTo(MESH.formatted("version: 1.31.1") + clusters);
  }

  @Test
  void aPrimaryGoesBeforeItsRemoteWhateverTheOrderOfRings() {
    String clusters =
        cluster("edge", "ring: canary", "controlPlane: {role: remote, primaries: [hub]}")
            + cluster("hub", "ring: stable", "eastWest: {address: 10.0.0.9}");
    Workspace workspace = spec("version: 1.30.5", clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: ring stable to 1.31.1", "Step 2: remotes of ring canary to 1.31.1");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(2);
  }

  @Test
  void passesThroughWhatTheOperatorInstallsWhereItInstallsIstio() {
    Workspace workspace = spec("version: 1.28.10, install: sail", RINGS);
    assertThat(plan(workspace, "1.30.3").out())
        .containsSubsequence("From 1.28.10 to 1.29.6:", "Step 1: ring canary to 1.29.6", "1.30.3");
  }

  @Test
  void takesTheOrderItIsGiven() {
    Workspace workspace = spec("version: 1.30.5", RINGS);
    assertThat(plan(workspace, "1.31.1", "--order=stable").out())
        .containsSubsequence("ring stable to", "ring canary to");
    assertThat(plan(workspace, "1.31.1", "--ring-label=stage").out()).contains("one step");
  }

  @Test
  void saysWhatStandsInTheWay() {
    Workspace workspace =
        spec("version: 1.30.5", cluster("east", "", "kubernetes: {version: \"1.36\"}"));
    assertThat(plan(workspace, "1.30.1").code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(plan(workspace, "1.30.1").err()).contains("MG1301");
    Workspace older =
        spec("version: 1.29.8", cluster("east", "", "kubernetes: {version: \"1.31\"}"));
    Run blocked = plan(older, "1.31.1");
    assertThat(blocked.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(blocked.err()).contains("MG0404");
    assertThat(blocked.out()).contains("no step yet");
  }

  @Test
  void changesNoSettingThatAnotherRingShares() {
    String overrides =
        "  clusterOverrides: [{match: {stage: a}, set: {istio: {version: 1.30.5}}}]\n";
    Workspace workspace = new Workspace(folder);
    workspace.write(
        "mesh.yaml",
        MESH.formatted("version: 1.30.5")
            + overrides
            + cluster("east", "stage: a, ring: canary", "")
            + cluster("west", "stage: a, ring: stable", "")
            + cluster("north", "stage: b", ""));
    Run run = plan(workspace, "1.31.1");
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(walk(workspace, "1.31.1")).isPositive();
  }

  @Test
  void writesIntoTheClustersWhatRingsShare() throws IOException {
    String overrides =
        """
          clusterOverrides:
            - match: {ring: canary}
              set: {istio: {dnsCapture: true}}
            - match: {ring: stable}
              set: {istio: {dnsCapture: true}}
            - match: {stage: a}
              set: {istio: {tags: {default: old}}}
        """;
    String istio = "version: 1.30.5, revision: old, canary: {version: 1.31.1, revision: 1-31-1}";
    String clusters =
        cluster("east", "stage: a, ring: canary", "")
            + cluster("west", "stage: a, ring: stable", "");
    Workspace workspace =
        new Workspace(folder).write("mesh.yaml", MESH.formatted(istio) + overrides + clusters);
    assertThat(plan(workspace, "1.31.1").out())
        .containsSubsequence(
            "Step 1: ring canary moves default to 1-31-1",
            "+ spec: {istio: {tags: {default: 1-31-1}}}",
            "Step 2: ring stable moves default to 1-31-1",
            "set: {istio: {tags: {default: 1-31-1}}}",
            "Step 3: 1-31-1 replaces the old");
    assertThat(walk(workspace, "1.31.1")).isEqualTo(4);
    assertThat(text())
        .contains("dnsCapture: true", "set: {istio: {tags: {default: 1-31-1}}}")
        .endsWith(clusters.replaceFirst("spec: \\{}\n", ""));
  }

  @Test
  void saysWhichSettingCannotChangeForSomeAlone() {
    String canary = "canary: {version: 1.31.1, revision: 1-31-1}";
    String istio = "version: 1.30.5, revision: old, tags: {default: %s}, " + canary;
    String own = "istio: {canary: {revision: mine}, tags: {default: mine}}";
    Workspace workspace =
        spec(istio.formatted("1-31-1"), cluster("east", "", "") + cluster("west", "", own));
    Run run = plan(workspace, "1.31.1");
    assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("MG1302", "istio.canary cannot change for east alone")
        .contains("write all of it in the document of \"west\"");
    spec(
        istio.formatted("1-31-1"),
        cluster("east", "", "")
            + cluster("west", "", own.replace("{revision", "{version: 1.31.1, revision")));
    assertThat(walk(workspace, "1.31.1")).isEqualTo(3);
  }

  @Test
  void editsEachDocumentOfAFileAndNoByteBesides() throws IOException {
    String start = "\uFEFF# Our mesh.\n---\n" + MESH.formatted("version: 1.30.5");
    String clusters =
        cluster("east", "", "istio: {version: 1.30.5, dnsCapture: true}")
            + "# between\n"
            + cluster("west", "", "istio: {version: '1.30.5'}")
            + "---\n# nothing\n"
            + cluster("north", "", "istio: {version: 1.30.5, cni: false}").stripTrailing();
    for (String lineBreak : List.of("\n", "\r\n")) {
      String text = (start + clusters).replace("\n", lineBreak);
      Workspace workspace = new Workspace(folder).write("mesh.yaml", text);
      Run write = plan(workspace, "1.31.1", "--write=1");
      assertThat(write.code()).as(write.err()).isZero();
      assertThat(text())
          .isEqualTo((start + clusters.replace("1.30.5", "1.31.1")).replace("\n", lineBreak));
    }
  }

  @Test
  void leavesToPeopleWhatItCannotEditAndSaysWhat() throws IOException {
    String mesh =
        MESH.formatted("version: 1.30.5")
            .replace("{version: 1.30.5}   # stays", "\n    version: >-\n      1.30.5");
    Workspace workspace = new Workspace(folder).write("mesh.yaml", mesh + cluster("east", "", ""));
    Run plan = plan(workspace, "1.31.1");
    assertThat(plan.out())
        .contains("Edit by hand")
        .contains("set version: 1.31.1 in Mesh.spec.istio");
    Run write = plan(workspace, "1.31.1", "--write=1");
    assertThat(write.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(write.err()).contains("MG1303");
    assertThat(text()).isEqualTo(mesh + cluster("east", "", ""));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesLinksAndPermissionsOfTheSpecAsTheyAreAndNothingBeside() throws IOException {
    Workspace workspace = spec("version: 1.30.5", RINGS);
    Path real = Files.createDirectory(folder.resolve("elsewhere")).resolve("spec.yaml");
    Files.move(folder.resolve("mesh.yaml"), real);
    Files.createSymbolicLink(folder.resolve("mesh.yaml"), Path.of("elsewhere/spec.yaml"));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw----"));
    String before = text();

    Run write = plan(workspace, "1.31.1", "--write=1");

    assertThat(write.code()).as(write.err()).isZero();
    assertThat(text()).isNotEqualTo(before);
    assertThat(folder.resolve("mesh.yaml")).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-rw----");
    assertThat(real.getParent()).isDirectoryNotContaining(file -> !file.equals(real));
  }

  @Test
  void showsNoTokenInTheNameOfAFileThatItEdits() {
    String token = "ghp_" + "a1B2c3D4e5".repeat(3) + "a1B2c3";
    String name = "mesh-of:" + token + ".yaml";
    Workspace workspace =
        new Workspace(folder).write(name, MESH.formatted("version: 1.30.5") + RINGS);

    Run write = workspace.run("upgrade", "plan", "--to=1.31.1", "--write=1", "-f", name);

    assertThat(write.code()).as(write.err()).isZero();
    assertThat(write.err()).contains("[secret]", ": edited").doesNotContain(token);
  }

  @Test
  void passesOverNoRingThatCannotBeUpgraded() throws IOException {
    String rings =
        cluster("east", "ring: canary", "kubernetes: {version: \"1.30\"}")
            + cluster("west", "ring: stable", "kubernetes: {version: \"1.34\"}");
    Workspace workspace = spec("version: 1.30.5", rings);
    String before = text();

    Run plan = plan(workspace, "1.31.1", "--order=canary");
    assertThat(plan.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(plan.err()).contains("MG0404");
    assertThat(plan.out()).doesNotContain("ring stable");

    Run write = plan(workspace, "1.31.1", "--order=canary", "--write=1");
    assertThat(write.code()).isEqualTo(plan.code());
    assertThat(write.err()).contains("MG0404");
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void writesALaterStepOnlyIfItStandsByItself() throws IOException {
    Workspace workspace = spec("version: 1.30.5, revision: old, tags: {default: old}", RINGS);
    String before = text();
    Run run = plan(workspace, "1.31.1", "--write=2");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("step 2 requires the steps before it");
    assertThat(text()).isEqualTo(before);
    assertThat(plan(workspace, "1.31.1", "--write=99").code()).isEqualTo(ExitCode.USAGE);
    assertThat(plan(workspace, "1.27.0").code()).isEqualTo(ExitCode.USAGE);
  }
}
