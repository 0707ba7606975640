package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.ConsumerYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can open a sealed file follows the spec. */
class RecipientsTest {
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";
  private static final String EAST = "rendered/clusters/east/trust/cacerts.sops.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;
  private SortedMap<String, String> before;

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
    before = workspace.tree("rendered");
  }

  @Test
  void saysWhatHasToBeResealedAndWithWhat() {
    addClusterRecipient(workspace.identity("keys/new.agekey"));

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err())
        .contains(
            EAST + ": error[MG1006]",
            "its recipients change from " + mesh.clustersRecipient() + " to 2 recipients",
            "it has to be resealed",
            "SOPS_AGE_KEY_FILE");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void refusesToResealWhenFrozen() {
    addClusterRecipient(workspace.identity("keys/new.agekey"));
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("render", "--check");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains(EAST + ": error[MG1007]", "resealed for other recipients");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void addsARecipientWithoutChangingWhatIsSealed() throws Exception {
    String recipient = workspace.identity("keys/new.agekey");
    var secrets = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(EAST);
    addClusterRecipient(recipient);
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = mesh.render();

    assertThat(run.err())
        .contains("resealed clusters/east/trust/cacerts.sops.yaml")
        .doesNotContain("MG1014");
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            ".sops.yaml",
            "clusters/east/meshgen.lock",
            "clusters/east/trust/cacerts.sops.yaml",
            "clusters/west/meshgen.lock",
            "clusters/west/trust/cacerts.sops.yaml");
    assertThat(Sops.with(workspace, "keys/new.agekey").open(EAST)).isEqualTo(secrets);
    assertThat(workspace.read("rendered/clusters/east/meshgen.lock"))
        .contains("generation: 1", recipient);
    assertThat(workspace.holdingNothing().run("render", "--check").code()).isZero();
  }

  @Test
  void warnsThatARemovedRecipientRemembers() throws Exception {
    String recipient = workspace.identity("keys/new.agekey");
    workspace.holding(TestMesh.CLUSTERS_KEY);
    workspace.replace("mesh.yaml", "- " + mesh.clustersRecipient(), "- " + recipient);

    Run run = mesh.render();

    assertThat(run.err())
        .containsOnlyOnce("warning[MG1014]")
        .contains(
            "rendered/.sops.yaml: warning[MG1014]: a removed recipient, "
                + mesh.clustersRecipient()
                + ", can still open the versions in Git of the keys of \"east\", \"west\"",
            "run `meshgen rotate --exposed`");
    assertThat(workspace.read(EAST)).doesNotContain(mesh.clustersRecipient());
    assertThat(Sops.with(workspace, "keys/new.agekey").open(EAST)).containsKey("ca-key.pem");
  }

  @Test
  void resealsTheWholeMeshAfterAPlanThatNeedsNoKey() throws Exception {
    var root = Sops.with(workspace, TestMesh.ROOT_KEY).open(ROOT);
    var east = Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(EAST);
    String added = workspace.identity("keys/new.agekey");
    addClusterRecipient(added);
    String other = workspace.identity("keys/other.agekey");
    workspace.replace("mesh.yaml", "- " + mesh.rootRecipient(), "- " + other);

    Run plan = workspace.run("reseal", "--dry-run");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .isEqualTo(
            "1 file for "
                + other
                + " as well, no longer for "
                + mesh.rootRecipient()
                + ": re-encrypts everything with a new data key\n"
                + "  rendered/trust/root-ca.sops.yaml\n"
                + "2 files for "
                + added
                + " as well: rewraps the data key, and changes no value\n"
                + "  rendered/clusters/east/trust/cacerts.sops.yaml\n"
                + "  rendered/clusters/west/trust/cacerts.sops.yaml\n"
                + "removed recipients still have the old keys and tokens; replace those too"
                + " (`meshgen explain MG1014`)\n");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    String line = value(EAST, "ca-key.pem");
    holdAll();

    Run run = workspace.run("reseal");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("2 files for " + added, "resealed trust/root-ca.sops.yaml");
    assertThat(value(EAST, "ca-key.pem")).isEqualTo(line);
    assertThat(Sops.with(workspace, "keys/new.agekey").open(EAST)).isEqualTo(east);
    assertThat(Sops.with(workspace, "keys/other.agekey").open(ROOT)).isEqualTo(root);
    assertThat(workspace.holdingNothing().run("render", "--check").code()).isZero();
    assertThat(workspace.run("reseal", "--dry-run").err()).contains("nothing to reseal");
  }

  @Test
  void aResealOfOneClusterLeavesTheOthersAndTheRoot() {
    String added = workspace.identity("keys/new.agekey");
    addClusterRecipient(added);
    workspace.replace(
        "mesh.yaml", "- " + mesh.rootRecipient(), "- " + workspace.identity("keys/other.agekey"));
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("reseal", "west");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            ".sops.yaml", "clusters/west/meshgen.lock", "clusters/west/trust/cacerts.sops.yaml");
  }

  @Test
  void aResealThatCannotBeDoneChangesNothing() {
    addClusterRecipient(workspace.identity("keys/new.agekey"));
    String stranger = workspace.identity("keys/stranger.agekey");

    Run wrong = workspace.holding("keys/stranger.agekey").run("reseal");

    assertThat(wrong.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(wrong.err())
        .contains(EAST + ": error[MG1006]", "no matching identity found")
        .contains("set SOPS_AGE_KEY_FILE to its file; at hand is that of " + stranger)
        .doesNotContain("does not exist");
    // The plan of a run that cannot be made would hide what is missing.
    assertThat(wrong.err()).doesNotContain("as well");
    assertThat(workspace.tree("rendered")).isEqualTo(before);

    workspace.replace(
        "mesh.yaml",
        "    sops:\n",
        "    sops:\n      kms: [{arn: \"arn:aws:kms:eu-west-1:111122223333:alias/mesh\"}]\n");
    Run missing = workspace.holding(TestMesh.CLUSTERS_KEY).run("reseal");
    assertThat(missing.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(missing.err()).contains("error[MG1131]");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void aClockThatIsFarOffIssuesNothing() {
    holdAll();

    Run run = workspace.at(Workspace.NOW.minus(Duration.ofDays(2000))).run("rotate", "east");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1704]", "correct the clock of this machine");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void replacesTheKeysThatARemovedRecipientHas() {
    holdAll();
    assertThat(workspace.run("rotate", "--exposed").err())
        .contains("no removed recipient has the key of a cluster");
    workspace.append(
        "mesh.yaml",
        "  secrets:\n    sops:\n      age:\n        - "
            + workspace.identity("keys/west.agekey")
            + "\n");
    assertThat(mesh.render().err())
        .contains(
            "rendered/clusters/west/trust/cacerts.sops.yaml: warning[MG1014]",
            "of the key of \"west\"");

    Run run = workspace.run("rotate", "--exposed");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("for west").doesNotContain("for east", "MG1014");
  }

  @Test
  void oneAcknowledgementForClustersDoesNotCoverTheRoot() {
    holdAll();
    String other = workspace.identity("keys/other.agekey");
    workspace.replace("mesh.yaml", "- " + mesh.rootRecipient(), "- " + other);
    workspace.replace(
        "mesh.yaml", "- " + mesh.clustersRecipient(), "- " + workspace.identity("keys/new.agekey"));
    workspace.replace(
        "mesh.yaml",
        "spec:\n  trustDomain",
        "spec:\n  acknowledge: [{code: MG1014, clusters: [east, west], reason: gone,"
            + " until: \"2099-06-30\"}]\n  trustDomain");

    assertThat(mesh.render().err())
        .contains(
            "warning[MG1014]: 2 removed recipients",
            "of trust/root-ca.sops.yaml, of the keys of 2 clusters",
            "`meshgen trust rotate root distribute`");
  }

  private void holdAll() {
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");
  }

  /** The line of a file on which a value is sealed. */
  private String value(String file, String name) {
    return workspace.read(file).lines().filter(each -> each.contains(name + ":")).findFirst().get();
  }

  @Test
  void sealsOneClusterToRecipientsOfItsOwn() throws Exception {
    String own = workspace.identity("keys/west.agekey");
    workspace.append("mesh.yaml", "  secrets:\n    sops:\n      age:\n        - " + own + "\n");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    mesh.render();

    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            ".sops.yaml", "clusters/west/meshgen.lock", "clusters/west/trust/cacerts.sops.yaml");
    assertThat(workspace.read("rendered/.sops.yaml"))
        .contains("path_regex: \"^clusters/(west)/.*\\\\.sops\\\\.yaml$\"");
  }

  /** A list without entries is one that sops reads as nothing, and takes for a rule. */
  @Test
  void hasNoRuleWithoutRecipientsWhereEachClusterNamesItsOwn() {
    String own = "  secrets: {sops: {age: [" + mesh.clustersRecipient() + "]}}\n";
    workspace.replace("mesh.yaml", "        - " + mesh.clustersRecipient() + "\n", "");
    workspace.replace(
        "mesh.yaml",
        "      age:\n      root:",
        "      discovery: {age: [" + mesh.clustersRecipient() + "]}\n      root:");
    String[] documents = workspace.read("mesh.yaml").split("(?m)^---\n", -1);
    assertThat(documents).hasSize(3);
    workspace.write(
        "mesh.yaml", documents[0] + "---\n" + documents[1] + own + "---\n" + documents[2] + own);

    mesh.render();

    assertThat(ConsumerYaml.readOne(workspace.read("rendered/.sops.yaml")).path("creation_rules"))
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.path("key_groups").size()).isPositive());
    assertThat(workspace.run("verify", "rendered", "-f", "mesh.yaml").code()).isZero();
  }

  @Test
  void resealsTheRootForItsNewRecipientsAndKeepsItsKey() throws Exception {
    var root = Sops.with(workspace, TestMesh.ROOT_KEY).open(ROOT);
    String added = workspace.identity("keys/second.agekey");
    workspace.replace(
        "mesh.yaml",
        "          - " + mesh.rootRecipient(),
        "          - " + mesh.rootRecipient() + "\n          - " + added);
    assertThat(workspace.run("render").err()).contains(ROOT + ": error[MG1006]");
    workspace.holding(TestMesh.ROOT_KEY);

    Run run = mesh.render();

    assertThat(run.err()).contains("resealed trust/root-ca.sops.yaml");
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(".sops.yaml", "trust/meshgen.lock", "trust/root-ca.sops.yaml");
    assertThat(Sops.with(workspace, "keys/second.agekey").open(ROOT)).isEqualTo(root);
  }

  @Test
  void opensEverythingThatARunNeedsWithOneFileOfIdentities() {
    addClusterRecipient(workspace.identity("keys/new.agekey"));
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");

    Run run = mesh.render();

    assertThat(run.err())
        .contains("issued cacerts for south", "resealed clusters/east/trust/cacerts.sops.yaml");
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  private void addClusterRecipient(String recipient) {
    workspace.replace(
        "mesh.yaml",
        "        - " + mesh.clustersRecipient() + "\n      root",
        "        - " + mesh.clustersRecipient() + "\n        - " + recipient + "\n      root");
  }
}
