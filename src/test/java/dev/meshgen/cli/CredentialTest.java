package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery: the token of a cluster's reader, filed for the others. */
class CredentialTest {
  private static final String FILED = "rendered/discovery/east.sops.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;
  private final AccountToken token = AccountToken.lasting();

  @BeforeEach
  void render() {
    mesh = TestMesh.rendered(folder);
    workspace = mesh.workspace();
  }

  private Run add(String input, String... more) {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(
        new String[] {"credential", "add", "east", "--from-file=-"}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return workspace.runWith(input, arguments);
  }

  @Test
  void filesASecretFromStandardInputForTheOthers() throws Exception {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = add(token.secret());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("sealed the credential of east for discovery")
        .contains("discovers the services of \"west\"")
        .doesNotContain("discovers the services of \"east\"");
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys(
            "README.md",
            "clusters/east/meshgen.lock",
            "discovery/east.sops.yaml",
            "discovery/generator.yaml",
            "discovery/kustomization.yaml");
    assertThat(workspace.read("rendered/discovery/generator.yaml")).contains("./east.sops.yaml");
    assertThat(workspace.read("rendered/README.md"))
        .contains("| yes |", "| not yet |")
        .doesNotContain("credential add east");
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void sealsAKubeconfigThatIstiodReads() throws Exception {
    add(token.secret());

    assertThat(workspace.read(FILED))
        .contains("name: istio-remote-secret-east", "istio/multiCluster: \"true\"")
        .doesNotContain(token.token());
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED))
        .hasEntrySatisfying(
            "east",
            kubeconfig ->
                assertThat(kubeconfig).contains("https://east.example:6443", token.token()));
  }

  @Test
  void takesASecretFromAFile() {
    workspace.write("token.yaml", token.secret());

    Run run = workspace.run("credential", "add", "east", "--from-file", "token.yaml");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.exists(FILED)).isTrue();
  }

  @Test
  void takesOneContextOfAKubeconfig() throws Exception {
    String kubeconfig = AccountToken.kubeconfig(token, AccountToken.lasting());

    Run run = add(kubeconfig, "--context=east");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("east"))
        .contains(token.token());
  }

  @Test
  void filesForDiscoverysOwnRecipients() throws Exception {
    String own = workspace.identity("keys/discovery.agekey");
    workspace.replace(
        "mesh.yaml",
        "      root:\n",
        "      discovery:\n        age:\n          - " + own + "\n      root:\n");

    assertThat(add(token.secret()).code()).isZero();

    assertThat(Sops.with(workspace, "keys/discovery.agekey").open(FILED)).containsKey("east");
    assertThat(workspace.read(FILED)).doesNotContain(mesh.clustersRecipient());
  }

  @Test
  void refusesAnotherAccountsToken() {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = add(AccountToken.ofAccount("default").secret());

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("<stdin>: error[MG1114]");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void refusesATokenThatExpiresUnlessAllowed() {
    String secret = AccountToken.until(Workspace.NOW.plus(Duration.ofDays(90))).secret();

    Run refused = add(secret);
    assertThat(refused.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err()).contains("error[MG1115]", "--allow-expiring");
    assertThat(workspace.exists(FILED)).isFalse();

    Run allowed = add(secret, "--allow-expiring");
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.err()).contains("warning[MG1116]");
    assertThat(workspace.read("rendered/clusters/east/meshgen.lock"))
        .contains("expires: \"2026-04-15T12:00:00Z\"");
  }

  @Test
  void warnsWhenOneTokenIsFiledForTwoClusters() {
    add(token.secret());

    Run run = workspace.runWith(token.secret(), "credential", "add", "west", "--from-file", "-");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("warning[MG1118]", "already filed for cluster \"east\"");
  }

  @Test
  void refusesTheContextOfAnotherCluster() {
    String kubeconfig =
        AccountToken.kubeconfig(token, AccountToken.lasting()).replace("other", "west");

    Run run = add(kubeconfig, "--context=west");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("<stdin>: error[MG1125]", "is that of cluster \"west\" in the spec");
    assertThat(workspace.exists(FILED)).isFalse();
  }

  @Test
  void refusesAnApiServerThatIsFiledForAnotherCluster() {
    workspace.replace("mesh.yaml", "  kubernetes:\n    apiServer: https://east.example:6443\n", "");
    workspace.replace("mesh.yaml", "  kubernetes:\n    apiServer: https://west.example:6443\n", "");
    String kubeconfig =
        AccountToken.kubeconfig(token, AccountToken.lasting()).replace("other", "west");
    Run first = add(kubeconfig, "--context=west");
    assertThat(first.code()).as(first.err()).isZero();

    Run run =
        workspace.runWith(
            kubeconfig, "credential", "add", "west", "--from-file=-", "--context=west");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1125]", "is already filed for cluster \"east\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubernetes.docker.internal:6443",
        "169.254.10.1:6443",
        "localhost.localdomain:6443",
        "[::ffff:127.0.0.1]:6443",
        "10.96.0.1",
        "kubernetes.default.svc.retail.local"
      })
  void sealsNoAddressThatTheSpecMayNotHave(String address) {
    workspace.replace(
        "mesh.yaml", "  trustDomain:", "  clusterDomain: retail.local\n  trustDomain:");
    workspace.replace(
        "mesh.yaml",
        "  kubernetes:\n    apiServer: https://east.example:6443\n",
        "  serviceCIDRs: [10.96.0.0/12]\n");
    String kubeconfig =
        AccountToken.kubeconfig(token, AccountToken.lasting())
            .replace("east.example:6443", address);

    Run run = add(kubeconfig, "--context=east");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("error[MG1121]");
    assertThat(workspace.exists(FILED)).isFalse();
  }

  /** Each has the other's address in the spec: fixed by swapping them back. */
  @Test
  void letsSwappedAddressesBeSetRight() {
    swapAddresses();
    assertThat(add(token.secret()).code()).isZero();
    String other = AccountToken.lasting().secret();
    assertThat(workspace.runWith(other, "credential", "add", "west", "--from-file=-").code())
        .isZero();
    swapAddresses();
    workspace.holding(TestMesh.CLUSTERS_KEY);

    mesh.render();

    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  private void swapAddresses() {
    workspace.replace("mesh.yaml", "https://east.example", "https://other.example");
    workspace.replace("mesh.yaml", "https://west.example", "https://east.example");
    workspace.replace("mesh.yaml", "https://other.example", "https://west.example");
  }

  @Test
  void saysHowToReplaceACredentialOfAnotherNamespace() {
    assertThat(add(token.secret()).code()).isZero();
    workspace.replace(
        "mesh.yaml", "version: \"1.30.5\"", "version: \"1.30.5\"\n    namespace: mesh-system");
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));

    Run run = workspace.holding("keys/all.agekey").run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains(FILED + ": error[MG1114]")
        .contains("`meshgen credential add east`", "`meshgen credential remove east`");
    assertThat(workspace.run("credential", "remove", "east").code()).isZero();
    assertThat(workspace.run("render").code()).isZero();
  }

  @Test
  void replacesACredentialWithoutAnyIdentity() throws Exception {
    add(token.secret());
    AccountToken next = AccountToken.lasting();

    Run run = add(next.secret());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("east"))
        .contains(next.token())
        .doesNotContain(token.token());
  }

  @Test
  void makesASecretAnewWhenTheSpecMovesTheApiServer() throws Exception {
    add(token.secret());
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.replace("mesh.yaml", "https://east.example:6443", "https://east.example:8443");

    Run without = workspace.run("render");
    assertThat(without.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(without.err())
        .contains(FILED + ": error[MG1006]", "the spec's apiServer of \"east\" has changed");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    assertThat(workspace.run("render", "--frozen").err()).contains(FILED + ": error[MG1007]");

    workspace.holding(TestMesh.CLUSTERS_KEY);
    Run run = mesh.render();

    assertThat(run.err()).contains("recreated the remote secret of east");
    assertThat(Workspace.difference(before, workspace.tree("rendered")))
        .containsOnlyKeys("README.md", "clusters/east/meshgen.lock", "discovery/east.sops.yaml");
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("east"))
        .contains("https://east.example:8443", token.token());
  }

  @Test
  void namesALostOrTamperedCredentialAndItsWayOut() {
    add(token.secret());
    String sealed = workspace.read(FILED);
    workspace.append(FILED, "\n");
    assertThat(workspace.run("render").err())
        .contains(FILED + ": error[MG1002]", "meshgen adopt discovery/east.sops.yaml");

    workspace.delete(FILED);
    Run lost = workspace.run("render");
    assertThat(lost.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(lost.err()).contains(FILED + ": error[MG1001]", "meshgen credential add east");

    workspace.write(FILED, sealed);
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void adoptsAFiledCredentialWhoseKeysWereUpdated() throws Exception {
    add(token.secret());
    String added = workspace.identity("keys/new.agekey");
    workspace.replace(
        "mesh.yaml",
        "      root:\n",
        "      discovery:\n        age:\n          - " + added + "\n      root:\n");
    Sops.with(workspace, TestMesh.CLUSTERS_KEY).updateKeys(FILED, added);
    workspace.holding("keys/new.agekey");

    Run run = workspace.run("adopt", FILED);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.holdingNothing().run("render", "--check").code()).isZero();
  }

  @Test
  void refusesToAdoptACredentialForAnotherAddressThanTheSpecs() throws Exception {
    add(token.secret());
    workspace.replace("mesh.yaml", "https://east.example:6443", "https://east.example:8443");
    Sops.with(workspace, TestMesh.CLUSTERS_KEY).updateKeys(FILED, mesh.clustersRecipient());
    workspace.delete("rendered/clusters/east/meshgen.lock").holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("adopt", FILED, "clusters/east/trust/cacerts.sops.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("the API server in it differs from the spec");
  }

  @Test
  void showsTheTokenNowhere() {
    for (String input : new String[] {token.secret(), token.token(), "token: " + token.token()}) {
      for (String format : new String[] {"text", "json", "sarif", "github"}) {
        Run run = add(input, "--format=" + format);
        assertThat(run.out() + run.err()).doesNotContain(token.token());
      }
    }
    assertThat(workspace.tree("."))
        .allSatisfy((path, content) -> assertThat(content).as(path).doesNotContain(token.token()));
  }

  @Test
  void givesACredentialUpWithoutAKey() throws Exception {
    SortedMap<String, String> before = workspace.tree("rendered");
    add(token.secret());

    Run run = workspace.run("credential", "remove", "east");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void givesUpAFileThatIsLost() throws Exception {
    add(token.secret());
    Files.delete(folder.resolve(FILED));

    assertThat(workspace.run("render").err()).contains("MG1001", "meshgen credential remove east");
    assertThat(workspace.run("credential", "remove", "east").code()).isZero();
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void mendsOneClusterWhenNobodyOpensTheOthers() throws Exception {
    add(token.secret());
    String stranger = AgeIdentity.generate(new SecureRandom()).recipient().toString();
    workspace.write(
        "mesh.yaml", workspace.read("mesh.yaml").replace(mesh.clustersRecipient(), stranger));

    assertThat(workspace.run("render").err())
        .contains("MG1006", "`meshgen credential remove east`");
    assertThat(workspace.run("credential", "remove", "east").code()).isZero();
  }

  @Test
  void takesNoEndlessCredential() {
    Run run = add("x".repeat((1 << 20) + 1));

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("it has more than");
  }
}
