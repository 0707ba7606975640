package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Seal;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.testing.AccountToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a tree shows without its spec, and most of it without a key. */
class VerifyTest {
  private static final String EAST = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String WEST = "rendered/clusters/west/trust/cacerts.sops.yaml";
  private static final String WEST_LOCK = "rendered/clusters/west/meshgen.lock";
  private static final String REMOTE = "rendered/discovery/east.sops.yaml";
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";

  @TempDir Path folder;

  private final AccountToken token = AccountToken.lasting();
  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
    Run added = workspace.runWith(token.secret(), "credential", "add", "east", "--from-file", "-");
    assertThat(added.code()).as(added.err()).isZero();
  }

  private Run verify(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "verify";
    arguments[1] = "rendered";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return workspace.run(arguments);
  }

  private void refused(String... words) {
    SortedMap<String, String> before = workspace.tree("rendered");
    Run run = verify();
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(words).doesNotContain("verified");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  /** As somebody does who may commit: the lock names what is in the file by then. */
  private void commit(String file, String lock, String text) {
    String old = Sha256.hex(workspace.bytes(file));
    workspace.write(file, text);
    workspace.replace(lock, old, Sha256.hex(workspace.bytes(file)));
  }

  @Test
  void refusesACertificateThatIsNeverValidTogetherWithItsRoot() {
    String lock = "rendered/clusters/west/meshgen.lock";
    workspace.replace(lock, "notBefore: \"2026-", "notBefore: \"2046-");
    workspace.replace(lock, "notAfter: \"2027-", "notAfter: \"2047-");

    refused("its certificate is never valid at the same time as the root");
  }

  @Test
  void needsNeitherKeyNorSpec() {
    workspace.delete("mesh.yaml");

    Run run = verify();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("mesh retail: 2 clusters, 4 sealed files; not compared with a spec: verified");
    assertThat(run.out()).isEmpty();
    assertThat(verify("--format=json").out()).contains("\"diagnostics\": [ ]");
  }

  @Test
  void isOfTheTreeBesideTheSpec() {
    Run run = workspace.run("verify");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("4 sealed files: verified");
  }

  @Test
  void opensWhatAnIdentityOpens() {
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));

    Run all = workspace.holding("keys/all.agekey").run("verify", "--deep", "rendered");
    assertThat(all.code()).as(all.err()).isZero();
    assertThat(all.err()).contains("opened 4 of 4; not compared with a spec: verified");

    Run some = workspace.holding(TestMesh.CLUSTERS_KEY).run("verify", "--deep", "rendered");
    assertThat(some.code()).isZero();
    assertThat(some.err())
        .contains(
            ROOT + ": warning[MG1703]: it was not verified: no matching identity found",
            "opened 3 of 4");
    assertThat(verify("--deep", "--strict").code()).isEqualTo(ExitCode.PROBLEMS);

    workspace.identity("keys/stranger.agekey");
    Run none = workspace.holding("keys/stranger.agekey").run("verify", "--deep", "rendered");
    assertThat(none.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(none.err())
        .containsOnlyOnce("error[MG1006]")
        .contains("it and 3 other files were not verified: no matching identity found");
  }

  @Test
  void seesWhatIsMissingOrChanged() throws Exception {
    workspace.append(EAST, "# by hand\n");
    workspace.delete(WEST);
    workspace.write("rendered/discovery/west.sops.yaml", workspace.read(REMOTE));

    refused(
        EAST + ": error[MG1002]",
        WEST + ": error[MG1001]",
        "rendered/discovery/west.sops.yaml: error[MG1003]");
  }

  @Test
  void seesARecipientWhoWasAddedBesideTheLock() throws Exception {
    String stranger = workspace.identity("keys/stranger.agekey");
    String old = Sha256.hex(workspace.bytes(WEST));
    Sops.with(workspace, TestMesh.CLUSTERS_KEY)
        .updateKeys(WEST, mesh.clustersRecipient(), stranger);
    workspace.replace(WEST_LOCK, old, Sha256.hex(workspace.bytes(WEST)));

    refused(WEST + ": error[MG1018]", "it is sealed for " + stranger + " as well");
  }

  @Test
  void seesAFileThatARemovedRecipientStillOpens() {
    String other = workspace.identity("keys/new.agekey");
    workspace.replace("mesh.yaml", "- " + mesh.clustersRecipient(), "- " + other);

    Run run = workspace.run("verify");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(
            EAST
                + ": error[MG1702]: the recipients of the file differ from the spec: it is sealed"
                + " for "
                + mesh.clustersRecipient()
                + ", not for "
                + other)
        .contains(WEST + ": error[MG1702]", REMOTE + ": error[MG1702]")
        .doesNotContain(ROOT);
  }

  @Test
  void seesRulesOfSopsThatNameOthers() {
    workspace.replace(
        "rendered/.sops.yaml", mesh.rootRecipient(), workspace.identity("keys/other.agekey"));
    refused(ROOT + ": error[MG1701]");

    workspace.write("rendered/.sops.yaml", "creation_rules: 1\n");
    refused("rendered/.sops.yaml: error[MG1701]");
  }

  @Test
  void seesTheCertificateOfAnotherCluster() {
    commit(WEST, WEST_LOCK, workspace.read(EAST));

    refused(WEST + ": error[MG1060]: ca-cert.pem does not match its lock");
  }

  @Test
  void seesLocksThatContradictEachOther() {
    String east = workspace.read("rendered/clusters/east/meshgen.lock");
    workspace.write(WEST_LOCK, east.replace("cluster: \"east\"", "cluster: \"west\""));

    refused(
        WEST_LOCK
            + ": error[MG1026]: it lists clusters/east/trust/cacerts.sops.yaml, a file of another"
            + " cluster");

    workspace.write(WEST_LOCK, east);
    refused(WEST_LOCK + ": error[MG1016]: the lock is that of cluster \"east\"");
  }

  @Test
  void seesAnotherRoot() throws Exception {
    TestMesh other = TestMesh.rendered(Files.createDirectory(folder.resolve("other")));
    for (String file : List.of("root-cert.pem", "meshgen.lock", "root-ca.sops.yaml")) {
      workspace.write("rendered/trust/" + file, other.workspace().read("rendered/trust/" + file));
    }

    refused(EAST + ": error[MG1012]", WEST + ": error[MG1012]");
  }

  @Test
  void seesALockOfANewerVersion() {
    workspace.replace(WEST_LOCK, "lockVersion: 2", "lockVersion: 3");

    refused(
        WEST_LOCK + ":2:14: error[MG1009]: lockVersion 3 is newer than 2",
        "render with the version of meshgen that wrote the lock, or a newer one");
  }

  @Test
  void seesTheMarkersOfTwoBranchesThatBothIssued() {
    String text = workspace.read(WEST_LOCK);
    workspace.write(WEST_LOCK, "<<<<<<< HEAD\n" + text + "=======\n" + text + ">>>>>>> other\n");

    refused(WEST_LOCK + ":1:1: error[MG1009]", "merge conflict", "take one side as a whole");
  }

  @Test
  void aClockThatIsFarOffIsToldFromAnExpiredCertificate() {
    assertThat(verify("--as-of", "2020-01-01").err())
        .contains(
            EAST + ": error[MG1704]: the certificate is not valid yet on 2020-01-01",
            "correct the clock of this machine");
    Run later = verify("--as-of", "2126-01-01");
    assertThat(later.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(later.err()).contains(EAST + ": error[MG1019]", ROOT + ": error[MG1019]");
    assertThat(verify("--as-of", "2026-12-30").err()).contains(EAST + ": warning[MG1010]");
  }

  @Test
  void seesASecretInTheClearWhoeverWroteTheFile() throws Exception {
    String key = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(WEST).get("ca-key.pem");
    workspace.write("rendered/clusters/west/trust/notes.txt", key);
    Files.write(folder.resolve("rendered/picture.png"), new byte[] {1, 0, 2});

    refused("rendered/clusters/west/trust/notes.txt:1:1: error[MG1015]");
    assertThat(verify().err()).doesNotContain("picture", key.lines().toList().get(1));
  }

  @Test
  void saysWhatIsNoTree() {
    workspace.write("empty/file", "text\n");

    for (String name : List.of("empty", "nowhere")) {
      Run run = workspace.run("verify", name);
      assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains(name + ": error[MG1140]: the folder holds no trust/meshgen.lock");
    }
  }

  @Test
  void onlyOpeningTellsAKeyThatDoesNotBelongToItsCertificate() throws Exception {
    String other = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(EAST).get("ca-key.pem");
    SecretManifest.Builder forged =
        SecretManifest.of("v1", "Secret").name("cacerts").namespace("istio-system").type("Opaque");
    SopsFile.read(workspace.bytes(WEST))
        .fields()
        .forEach(
            (path, text) -> {
              if (path.get(0).equals("stringData")) {
                text.ifPresentOrElse(
                    pem -> forged.certificate(path.get(1), pem),
                    () -> forged.stringData(path.get(1), SecretBytes.ofUtf8(other)));
              }
            });
    commit(WEST, WEST_LOCK, seal(forged.build()));

    assertThat(verify().code()).isZero();
    workspace.holding(TestMesh.CLUSTERS_KEY);
    Run run = verify("--deep");
    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(WEST + ": error[MG1027]").doesNotContain(EAST + ": error");
  }

  @Test
  void onlyOpeningTellsAKubeconfigForAnotherServerAndAnotherToken() throws Exception {
    String text = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(REMOTE).get("east");
    String lock = "rendered/clusters/east/meshgen.lock";
    for (Map.Entry<String, String> forged :
        Map.of(
                text.replace("east.example", "evil.example"),
                "the API server in its kubeconfig does not match its lock",
                text.replace(token.token(), AccountToken.lasting().token()),
                "its token does not match its lock",
                "apiVersion: v1\nkind: Config\n",
                "it holds no kubeconfig with a token")
            .entrySet()) {
      SecretManifest manifest =
          SecretManifest.of("v1", "Secret")
              .name("istio-remote-secret-east")
              .namespace("istio-system")
              .stringData("east", SecretBytes.ofUtf8(forged.getKey()))
              .build();
      commit(REMOTE, lock, seal(manifest));

      assertThat(workspace.holdingNothing().run("verify", "rendered").code()).isZero();
      Run run = workspace.holding(TestMesh.CLUSTERS_KEY).run("verify", "--deep", "rendered");
      assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err())
          .contains(REMOTE + ": error[MG1027]", forged.getValue())
          .doesNotContain(token.token());
    }
  }

  private String seal(SecretManifest manifest) {
    byte[] bytes =
        Seal.seal(
            manifest,
            List.of(Recipient.parse(mesh.clustersRecipient())),
            new Sealing(Workspace.NOW, new SecureRandom()),
            "# Generated by meshgen from mesh \"retail\". Do not edit.");
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
