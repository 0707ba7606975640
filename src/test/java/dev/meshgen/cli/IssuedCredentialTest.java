package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short-lived tokens that Vault issues to the clusters that read: none stays anywhere. */
class IssuedCredentialTest {
  private static final String ISSUER =
      """
        discovery:
          credential:
            vaultKubernetes: {address: "https://vault.example:8200"}
      """;

  private static final String OF_EAST = "rendered/clusters/west/tokens/east.externalsecret.yaml";
  private static final String READER = "rendered/clusters/east/access/reader.yaml";
  private static final String ISSUES = "rendered/clusters/east/access/token-issuer.yaml";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    workspace.replace("mesh.yaml", "  delivery:\n", ISSUER + "  delivery:\n");
    for (String cluster : new String[] {"east", "west"}) {
      workspace.replace(
          "mesh.yaml",
          "https://" + cluster + ".example:6443",
          "https://" + cluster + ".example:6443\n    ca: public");
    }
  }

  private void issued() {
    workspace.replace(
        "mesh.yaml", "  credential:\n", "  credential:\n      mode: vaultKubernetes\n");
  }

  @Test
  void leavesNoTokenAnywhere() {
    issued();

    Run run = mesh.settle();

    assertThat(run.err()).doesNotContain("credential add", "discovers the services");
    assertThat(workspace.read(OF_EAST))
        .contains(
            "path: kubernetes/east/creds/istio-reader",
            "mountPath: kubernetes/west",
            "role: meshgen-retail-west-tokens",
            "ttl: \"24h\"",
            "refreshInterval: \"8h\"");
    assertThat(workspace.read(READER)).contains("kind: ServiceAccount").doesNotContain("Secret\n");
    assertThat(workspace.read(ISSUES)).contains("- meshgen-reader\n", "serviceaccounts/token");
    assertThat(workspace.exists("rendered/clusters/east/tokens/east.externalsecret.yaml"))
        .isFalse();
    assertThat(workspace.read("rendered/README.md"))
        .contains("## Tokens that Vault issues", "| yes |")
        .doesNotContain("credential add", "add the new one");
    assertThat(workspace.run("credential", "add", "east", "--from-file=-").err())
        .contains("not managed by `meshgen credential`");
  }

  @Test
  void takesTheAuthorityOfAnApiServerFromAFile() {
    issued();
    String pem = AccountToken.lasting().caPem();
    workspace.write("authorities/east.pem", pem);
    workspace.replace(
        "mesh.yaml",
        "https://east.example:6443\n    ca: public",
        "https://east.example:6443\n    caFile: authorities/east.pem");

    mesh.settle();

    String data = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    assertThat(workspace.read(OF_EAST)).contains("certificate-authority-data: \"" + data + "\"");
    workspace.write("authorities/east.pem", "no certificate");
    assertThat(workspace.run("render", "--check").err())
        .contains("error[MG0510]: \"caFile\" has no PEM certificates");
  }

  @Test
  void issuesTokensOfTheNextAccountBesideTheFirst() {
    issued();
    mesh.settle();

    assertThat(workspace.run("credential", "rotate", "east").code()).isZero();

    assertThat(workspace.read(OF_EAST)).contains("creds/istio-reader-2");
    assertThat(workspace.read(ISSUES)).contains("- meshgen-reader-2\n", "- meshgen-reader\n");
    String terraform = workspace.run("trust", "policy", "--terraform").out();
    assertThat(terraform)
        .contains(
            "\"istio-reader\"",
            "\"istio-reader-2\"",
            // Not the name of the first role of a cluster "east.2".
            "\"meshgen_tokens_east__2\"",
            "service_account_name          = \"meshgen-reader-2\"");
    assertThat(workspace.run("credential", "rotate", "east", "--finish").code()).isZero();
    assertThat(workspace.read(ISSUES)).doesNotContain("- meshgen-reader\n");
  }

  @Test
  void joinsAndLeavesInOrder() {
    issued();
    state("joining");
    mesh.settle();
    assertThat(workspace.exists(OF_EAST)).isTrue();

    state("draining");
    mesh.settle();
    // The others forget it; it still asks for theirs.
    assertThat(workspace.exists(OF_EAST)).isFalse();
    assertThat(workspace.exists("rendered/clusters/east/tokens/west.externalsecret.yaml")).isTrue();

    state("detached");
    mesh.settle();
    assertThat(workspace.exists(READER)).isFalse();
    assertThat(workspace.exists("rendered/clusters/east/tokens/west.externalsecret.yaml"))
        .isFalse();
    // Argo CD prunes what an Application that stays does not find any more.
    assertThat(workspace.read("rendered/clusters/east/tokens/kustomization.yaml")).contains("[]");
  }

  private void state(String state) {
    String spec = workspace.read("mesh.yaml").replaceAll("  state: [a-z]+\n", "");
    workspace.write(
        "mesh.yaml",
        spec.replace("  network: net-east\n", "  network: net-east\n  state: " + state + "\n"));
  }

  @Test
  void saysThatATokenOfBeforeStays() {
    mesh.settle();
    workspace.runWith(
        AccountToken.lasting().secret(), "credential", "add", "east", "--from-file=-");
    mesh.settle();
    issued();

    Run run = mesh.settle();

    assertThat(run.err())
        .contains("warning[MG1724]: the token used to discover \"east\" stays valid");
    assertThat(mesh.settle().err()).doesNotContain("MG1724");
  }

  @Test
  void printsWhatVaultNeeds() {
    issued();
    workspace.replace(
        "mesh.yaml",
        "  network: net-east\n",
        "  network: net-east\n  discovery: {credential: {vaultKubernetes: {mount: k8s/e, loginMount: logins}}}\n");

    assertThat(workspace.run("trust", "policy", "--cluster=west").out())
        .contains("path \"k8s/e/creds/istio-reader\"", "[\"create\", \"update\"]")
        .doesNotContain("kubernetes/west");
    assertThat(workspace.run("trust", "policy", "--terraform").out())
        .contains(
            "path                 = \"k8s/e\"",
            "backend                          = \"logins\"",
            "bound_service_account_names      = [\"meshgen-vault\"]",
            "allowed_kubernetes_namespaces = [\"istio-system\"]");
    Run none = workspace.run("trust", "policy");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("--terraform");
  }

  /** Terraform would look for a variable. */
  @Test
  void hasNothingEvaluatedInTerraform() {
    issued();
    workspace.replace(
        "mesh.yaml",
        "\"https://vault.example:8200\"",
        "\"https://vault.example:8200\", login: {audience: \"a-${b}-%{c}\"}");

    assertThat(workspace.run("trust", "policy", "--terraform").out())
        .contains("= \"a-$${b}-%%{c}\"");
  }

  @Test
  void pushesNothingBesideTokensThatAreIssued() {
    workspace.replace(
        "mesh.yaml",
        "      vaultKubernetes:",
        "      externalSecrets: {secretStoreRef: {name: mesh-vault}}\n      vaultKubernetes:");
    issued();
    workspace.replace(
        "mesh.yaml",
        "  network: net-west\n",
        "  network: net-west\n  discovery: {credential: {mode: externalSecrets}}\n");

    mesh.settle();

    assertThat(workspace.exists("rendered/clusters/east/push/push-secret.yaml")).isFalse();
    assertThat(workspace.exists("rendered/clusters/west/push/push-secret.yaml")).isTrue();
    assertThat(workspace.exists("rendered/discovery/west.externalsecret.yaml")).isTrue();
    assertThat(workspace.exists(OF_EAST)).isTrue();
  }
}
