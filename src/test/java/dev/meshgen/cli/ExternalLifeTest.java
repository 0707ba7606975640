package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An external control plane by its commands: who gives it which credential. */
class ExternalLifeTest {
  private static final String FILED = "rendered/discovery/shop.sops.yaml";
  private static final String REMOTE = "  controlPlane: {role: remote, primaries: [host]}\n";

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() {
    workspace = TestMesh.in(folder).workspace();
    String spec = workspace.read("mesh.yaml");
    workspace.write(
        "mesh.yaml",
        spec.substring(0, spec.indexOf("---"))
                .replace("  istio:\n", "  istio:\n    namespace: external-istiod\n")
            + TestMesh.cluster("host", "none")
            + "  controlPlane:\n"
            + "    role: external\n"
            + "    configCluster: shop\n"
            + "    host: istiod.mesh.example\n"
            + "    credentialName: istiod-tls\n"
            + TestMesh.cluster("shop", "core")
            + REMOTE
            + TestMesh.cluster("edge", "site")
            + REMOTE);
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("issued cacerts for host", "by \"shop\" does not start yet")
        .contains("no primary controls \"edge\" yet")
        .doesNotContain("\"host\" yet", "MG0907");
  }

  private Run add(String cluster, AccountToken token) {
    return workspace.runWith(
        token.secret().replace("istio-system", "external-istiod"),
        "credential",
        "add",
        cluster,
        "--from-file",
        "-");
  }

  private static AccountToken istiod() {
    return AccountToken.ofAccountIn("external-istiod", "istiod");
  }

  private static AccountToken reader() {
    return AccountToken.ofAccountIn("external-istiod", "istio-reader-service-account");
  }

  @Test
  void istiodGetsTheKubeconfigOfItsAccountInTheConfigCluster() throws Exception {
    AccountToken token = istiod();

    Run run = add("shop", token);

    assertThat(run.code()).as(run.err()).isZero();
    String sealed = workspace.read(FILED);
    assertThat(sealed).contains("name: istio-kubeconfig").doesNotContain("istio/multiCluster");
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("config"))
        .contains("https://shop.example:6443", token.token(), "current-context: shop");
    assertThat(
            workspace.read("rendered/discovery/kustomization.yaml")
                + workspace.read("rendered/discovery/generator.yaml"))
        .contains("shop.sops.yaml");
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void theReaderOfTheConfigClusterMayTooLittle() {
    SortedMap<String, String> before = workspace.tree("rendered");

    Run run = add("shop", reader());

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("MG1114", "system:serviceaccount:external-istiod:istiod");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void istiodsOwnAccountIsTooMuchForTheOtherRemotes() {
    assertThat(add("edge", istiod()).err()).contains("MG1114", ":meshgen-reader");
    assertThat(add("edge", reader()).code()).isZero();
    assertThat(workspace.read("rendered/discovery/edge.sops.yaml"))
        .contains("istio-remote-secret-edge", "istio/multiCluster");
  }

  @Test
  void nobodyReadsTheExternalCluster() {
    Run run = add("host", reader());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("\"host\" is an external cluster");
  }

  @Test
  void anotherAddressOfTheConfigClusterReachesItsKubeconfig() throws Exception {
    AccountToken token = istiod();
    add("shop", token);
    workspace.replace("mesh.yaml", "https://shop.example:6443", "https://new.example:6443");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Sops.with(workspace, TestMesh.CLUSTERS_KEY).open(FILED).get("config"))
        .contains("https://new.example:6443", token.token());
  }

  @Test
  void aNewConfigClusterNeedsItsOwnCredential() {
    add("shop", istiod());
    workspace.replace("mesh.yaml", "configCluster: shop", "configCluster: edge");
    workspace.holding(TestMesh.CLUSTERS_KEY);

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("discovery/shop.sops.yaml: error[MG1114]", "`meshgen credential remove shop`")
        .doesNotContain("MG1102");
    assertThat(add("edge", istiod()).err()).contains("shop.sops.yaml: error[MG1114]");
    assertThat(workspace.run("credential", "remove", "shop").code()).isZero();
    assertThat(workspace.run("render").code()).isZero();
    assertThat(add("edge", istiod()).code()).isZero();
    assertThat(workspace.read("rendered/discovery/edge.sops.yaml")).contains("istio-kubeconfig");
  }

  @ParameterizedTest
  @EnumSource
  void anotherHostOfIstiodIsWarnedAbout(LockFormat format) {
    format.leaveIn(workspace);
    workspace.replace("mesh.yaml", "istiod.mesh.example", "istiod.corp.example");

    Run run = workspace.run("render");

    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("warning[MG1205]: istiod's host was \"istiod.mesh.example\"");
  }

  @Test
  void whoReplacesTheKubeconfigIsToldToRestart() {
    assertThat(add("shop", istiod()).err()).contains("restart it once this is applied");
  }
}
