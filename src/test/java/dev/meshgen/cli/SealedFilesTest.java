package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sealed is issued once, and whatever happens to it afterwards is noticed. */
class SealedFilesTest {
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";
  private static final String ROOT_LOCK = "rendered/trust/meshgen.lock";
  private static final String EAST = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String EAST_LOCK = "rendered/clusters/east/meshgen.lock";
  private static final String WEST = "rendered/clusters/west/trust/cacerts.sops.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  /** Runs a command that must fail with one, name all of {@code words}, and write nothing. */
  private void refuses(String command, String... words) {
    SortedMap<String, String> before = workspace.tree("rendered");
    Run run = workspace.run(command.split(" "));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(words);
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"render", "render --frozen", "render --check", "render --dry-run", "rotate west"})
  void namesATamperedFile(String command) {
    String sealed = workspace.read(EAST);
    int at = sealed.indexOf("ca-key.pem: ENC[AES256_GCM,data:") + 40;
    char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
    workspace.write(EAST, sealed.substring(0, at) + other + sealed.substring(at + 1));

    refuses(
        command,
        EAST + ": error[MG1002]",
        "restore it from Git",
        "meshgen adopt clusters/east/trust/cacerts.sops.yaml");
  }

  @Test
  void namesATamperedRoot() {
    workspace.append(ROOT, "\n");

    refuses("render", ROOT + ": error[MG1002]", "restore it from Git");
  }

  @Test
  void namesALostFileAndBothWaysOut() {
    workspace.delete(EAST);

    refuses("render", EAST + ": error[MG1001]", "restore it from Git", "`meshgen rotate east`");
    workspace.holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("rotate", "east").code()).isZero();
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void namesALostRootAndNeverMintsAnother() {
    workspace.delete(ROOT).holding(TestMesh.ROOT_KEY);
    refuses("render", ROOT + ": error[MG1001]", "restore it from Git");

    workspace.delete(ROOT_LOCK);
    refuses("render", ROOT + ": error[MG1001]", "restore both from Git");

    workspace.delete("rendered/trust/root-cert.pem");
    refuses("render", ROOT + ": error[MG1001]");
    assertThat(workspace.exists(ROOT)).isFalse();
  }

  @Test
  void namesALostLock() {
    workspace.delete(EAST_LOCK);

    refuses(
        "render",
        EAST + ": error[MG1003]",
        "restore the lock from Git",
        "meshgen adopt clusters/east/trust/cacerts.sops.yaml");
  }

  @Test
  void namesALostRootLock() {
    workspace.delete(ROOT_LOCK);

    refuses("render", ROOT + ": error[MG1003]", "an entry in trust/meshgen.lock");
  }

  @Test
  void namesAMergeConflictInALock() {
    String lock = workspace.read(EAST_LOCK);
    workspace.write(
        EAST_LOCK,
        lock.replaceFirst("(?m)^sealed:", "<<<<<<< HEAD\nsealed:\n=======\n>>>>>>> other"));

    refuses("render", EAST_LOCK + ":29:1: error[MG1009]", "conflict");
  }

  @Test
  void namesAnIntermediateOfAnotherMeshsRoot() {
    TestMesh other = TestMesh.rendered(folder.resolve("other"));
    for (String file : new String[] {EAST, EAST_LOCK}) {
      workspace.write(file, other.workspace().read(file));
    }
    workspace.replace(
        "mesh.yaml", "- " + mesh.clustersRecipient(), "- " + other.clustersRecipient());

    refuses(
        "render --frozen",
        EAST + ": error[MG1012]",
        "issued by another root",
        "meshgen rotate east");
  }

  @Test
  void namesASealedFileThatWasSwappedForAnotherClusters() {
    workspace.write(EAST, workspace.read(WEST));

    refuses("render", EAST + ": error[MG1002]");
  }

  @ParameterizedTest
  @ValueSource(strings = {ROOT_LOCK, EAST_LOCK})
  void namesALockFromWhichSomethingIsMissing(String path) {
    String lock = workspace.read(path);
    for (String part :
        new String[] {
          "(?s)    certificate:.*",
          "(?m)^      issuer: .*\n",
          "(?m)^    sha256: .*\n",
          "(?s)sealed:.*"
        }) {
      workspace.write(path, lock.replaceFirst(part, ""));
      for (String command : new String[] {"render", "render --check", "rotate west"}) {
        Run run = workspace.run(command.split(" "));
        assertThat(run.code()).as(part + command + run.err()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("rendered/").contains("restore");
      }
    }
  }

  @Test
  void signsWithNoOtherRootThanTheLocks() throws Exception {
    TestMesh other = TestMesh.rendered(folder.resolve("other"));
    Sops.with(other.workspace(), TestMesh.ROOT_KEY).updateKeys(ROOT, mesh.rootRecipient());
    workspace.write(ROOT, other.workspace().read(ROOT));
    workspace.write(
        ROOT_LOCK,
        workspace
            .read(ROOT_LOCK)
            .replaceFirst(
                "sha256: \"[0-9a-f]+\"", "sha256: \"" + Sha256.hex(workspace.bytes(ROOT)) + "\""));
    workspace.holding(TestMesh.ROOT_KEY);

    refuses(
        "rotate east",
        ROOT + ": error[MG1027]: the sealed file opens, but its content does not match its lock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"render", "render --frozen", "render --check", "rotate west"})
  void namesARecipientThatALockHides(String command) throws Exception {
    String stranger = workspace.identity("keys/stranger.agekey");
    Sops.with(workspace, TestMesh.CLUSTERS_KEY)
        .updateKeys(EAST, mesh.clustersRecipient(), stranger);
    hide(EAST, EAST_LOCK);

    refuses(
        command,
        EAST + ": error[MG1018]",
        "the recipients of the file differ from its lock: it is sealed for "
            + stranger
            + " as well",
        "restore the file and its lock from Git",
        "`meshgen rotate east`");
    workspace.holding(TestMesh.ROOT_KEY);
    assertThat(workspace.run("rotate", "east").code()).isZero();
    assertThat(workspace.read(EAST)).doesNotContain(stranger);
  }

  @Test
  void namesARecipientOfTheRootThatItsLockHides() throws Exception {
    String stranger = workspace.identity("keys/stranger.agekey");
    Sops.with(workspace, TestMesh.ROOT_KEY).updateKeys(ROOT, stranger);
    hide(ROOT, ROOT_LOCK);

    refuses(
        "render",
        ROOT + ": error[MG1018]",
        "for " + stranger + ", not for " + mesh.rootRecipient(),
        "restore the file and its lock from Git");
  }

  @Test
  void namesAKeyOfAnotherServiceThatALockHides() {
    String arn = "arn:aws:kms:eu-west-1:111122223333:alias/other";
    String entry = "{arn: \"%s\", created_at: \"2026-01-01T00:00:00Z\", enc: AA==}".formatted(arn);
    workspace.replace(EAST, "    mac: ENC", "    kms: [" + entry + "]\n    mac: ENC");
    hide(EAST, EAST_LOCK);

    refuses("render", EAST + ": error[MG1018]", "for kms:" + arn + " as well");
  }

  @Test
  void namesAFileThatSopsNeverWroteEvenWhenItsLockDoes() {
    workspace.write(EAST, workspace.read(EAST).replaceFirst("(?s)sops:.*", ""));
    hide(EAST, EAST_LOCK);

    refuses("render", EAST + ": error[MG1013]", "it was never sealed", "`meshgen rotate east`");
  }

  /** The hash of the file as it is now into its lock, as somebody may who knows how. */
  private void hide(String sealed, String lock) {
    workspace.write(
        lock,
        workspace
            .read(lock)
            .replaceFirst(
                "(?m)^    sha256: \"[0-9a-f]+\"",
                "    sha256: \"" + Sha256.hex(workspace.bytes(sealed)) + "\""));
  }

  @Test
  void reportsEverythingThatIsWrongAtOnce() {
    workspace.delete(EAST).append(WEST, "\n").delete(ROOT_LOCK);

    refuses("render", EAST + ": error[MG1001]", WEST + ": error[MG1002]", ROOT + ": error[MG1003]");
  }

  @Test
  void refusesARenamedMesh() {
    workspace.replace("mesh.yaml", "name: retail\n", "name: wholesale\n");

    refuses(
        "render",
        ROOT_LOCK + ": error[MG1016]",
        "holds mesh \"retail\", but the spec is for \"wholesale\"");
  }

  @Test
  void refusesAChangeOfWhatShapesTheRoot() {
    workspace.holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml", "  delivery:", "  trust:\n    root:\n      validity: 7300d\n  delivery:");

    refuses("render", ROOT + ": error[MG1004]", "trust.root", "revert the change");
  }

  @Test
  void reissuesIntermediatesWhoseValidityChanges() {
    workspace.replace(
        "mesh.yaml",
        "  delivery:",
        "  trust:\n    intermediate:\n      validity: 90d\n  delivery:");
    Run frozen = workspace.run("render", "--frozen");
    assertThat(frozen.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(frozen.err()).contains(EAST + ": error[MG1007]", WEST + ": error[MG1007]");
    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.ENVIRONMENT);
    String root = workspace.read(ROOT);

    workspace.holding(TestMesh.ROOT_KEY);
    Run run = mesh.render();

    assertThat(run.err()).contains("issued cacerts for east, west");
    assertThat(workspace.read(EAST_LOCK))
        .contains("generation: 2", "notAfter: \"2026-04-15T12:00:00Z\"");
    assertThat(workspace.read(ROOT)).isEqualTo(root);
  }

  @Test
  void rotatesOneClusterAndTouchesNoOther() {
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holding(TestMesh.ROOT_KEY);

    Run run = workspace.run("rotate", "east");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            "README.md", "clusters/east/meshgen.lock", "clusters/east/trust/cacerts.sops.yaml");
    assertThat(workspace.read(EAST_LOCK)).contains("generation: 2");
  }

  @Test
  void rotatesNothingWithoutTheRootsIdentity() {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = workspace.run("rotate", "east", "west");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains("error[MG1006]", "issuing cacerts for 2 clusters needs the root's key");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void warnsOfWhatExpiresAndReissuesNothingBecauseOfIt() {
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.at(Workspace.NOW.plus(Duration.ofDays(300))).holding(TestMesh.ROOT_KEY);

    Run run = mesh.render();

    assertThat(run.err())
        .contains(
            "warning[MG1010]",
            "the intermediate of \"east\" expires on 2027-01-15",
            "meshgen rotate east");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.run("render", "--as-of=2026-02-01").err()).doesNotContain("MG1010");
  }

  @Test
  void refusesToDeployWithWhatHasExpired() {
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.at(Workspace.NOW.plus(Duration.ofDays(370))).holding(TestMesh.ROOT_KEY);

    for (String command : List.of("render", "render --check", "render --frozen")) {
      Run run = workspace.run(command.split(" "));

      assertThat(run.code()).as(command).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains(
              "error[MG1019]",
              "the intermediate of \"east\" expired on 2027-01-15",
              "meshgen rotate east");
    }
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.run("render", "--as-of=2026-02-01").code()).isZero();
    assertThat(workspace.run("render", "--as-of=2036-12-31").err()).contains("the root expired on");

    // One at a time: the other is a warning meanwhile.
    Run rotated = workspace.run("rotate", "east");
    assertThat(rotated.code()).as(rotated.err()).isZero();
    assertThat(rotated.err()).contains("warning[MG1010]", "of \"west\" expired on");
    assertThat(workspace.run("render").code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(workspace.run("rotate", "west").code()).isZero();
    assertThat(workspace.run("render").code()).isZero();
  }

  @Test
  void cutsAnIntermediateShortThatWouldOutliveItsRootAndSaysSo() {
    workspace.at(Instant.parse("2035-06-01T00:00:00Z")).holding(TestMesh.ROOT_KEY);

    Run run = workspace.run("rotate", "east");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(EAST + ": warning[MG1011]", "expires with its root on 2036-01-13T12:00:00Z")
        .contains("replace the root first: `meshgen trust rotate root distribute`");
    assertThat(workspace.read(EAST_LOCK)).contains("notAfter: \"2036-01-13T12:00:00Z\"");
  }

  @Test
  void issuesNothingWithARootThatHasEnded() {
    workspace.at(Instant.parse("2036-02-01T00:00:00Z")).holding(TestMesh.ROOT_KEY);

    refuses(
        "rotate east",
        ROOT + ": error[MG1017]: cannot issue cacerts for \"east\"",
        "a valid root that may sign intermediates");
  }
}
