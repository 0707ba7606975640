package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Pem;
import dev.meshgen.cli.Workspace.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new spec of clusters that one can reach already. */
class InitFromKubeconfigTest {
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: arn:aws:eks:eu-west-1:1234:cluster/Shop_EU
        cluster: {server: "https://eu.example", certificate-authority-data: AAAA}
      - name: us
        cluster: {server: "https://us.example:6443"}
      contexts:
      - name: arn:aws:eks:eu-west-1:1234:cluster/Shop_EU
        context: {cluster: "arn:aws:eks:eu-west-1:1234:cluster/Shop_EU", user: me}
      - name: us
        context: {cluster: us, user: me}
      users:
      - name: me
        user: {token: very-secret-token, password: hunter2}
      """;

  @TempDir Path folder;

  @Test
  void takesContextsAndNoCredentials() {
    Workspace workspace = new Workspace(folder).write("kubeconfig", KUBECONFIG);

    Run run =
        workspace.run("init", "shop", "--argocd", "--platform=eks", "--from-kubeconfig=kubeconfig");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("shop/mesh.yaml"))
        .contains(
            "name: shop-eu\n", "name: us\n", "platform: eks", "apiServer: https://eu.example\n")
        .contains("caData: AAAA", "apiServer: https://us.example:6443");
    assertThat(workspace.tree("shop").values())
        .noneMatch(text -> text.contains("very-secret-token") || text.contains("hunter2"));
  }

  private static final String AUTHORITY =
      Pem.encode(Pem.CERTIFICATE, "an authority".getBytes(StandardCharsets.US_ASCII));

  private static Workspace namingAnAuthority(Path folder, String path) {
    return new Workspace(folder)
        .write(
            "home/.kube/config",
            KUBECONFIG.replace(
                "certificate-authority-data: AAAA", "certificate-authority: " + path));
  }

  /** From the kubeconfig's folder, as kubectl does, wherever the command runs. */
  @Test
  void readsAnAuthorityBesideTheKubeconfig() {
    Workspace workspace = namingAnAuthority(folder, "../pki/ca.crt");
    workspace.write("home/pki/ca.crt", "of the platform team\n" + AUTHORITY);

    Run run = workspace.run("init", "shop", "--from-kubeconfig=home/.kube/config");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("shop/mesh.yaml"))
        .contains(
            "caData: "
                + Base64.getEncoder().encodeToString(AUTHORITY.getBytes(StandardCharsets.US_ASCII))
                + "\n");
  }

  @Test
  void namesAnAuthorityThatIsNotThere() {
    Run run =
        namingAnAuthority(folder, "ca.crt")
            .run("init", "shop", "--from-kubeconfig=home/.kube/config");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("cannot read " + Path.of("home/.kube/ca.crt"));
  }

  @Test
  void copiesNoKeyThatIsInTheFileOfAnAuthority() {
    Workspace workspace = namingAnAuthority(folder, "ca.pem");
    workspace.write(
        "home/.kube/ca.pem",
        AUTHORITY + Pem.encode(Pem.PRIVATE_KEY, "hunter2".getBytes(StandardCharsets.US_ASCII)));

    Run run = workspace.run("init", "shop", "--from-kubeconfig=home/.kube/config");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("ca.pem", "is not a file of certificates only");
    assertThat(workspace.exists("shop")).isFalse();
  }

  @Test
  void leavesLoginsOutAndKeepsWhatLeadsToTheServer() {
    Workspace workspace =
        new Workspace(folder)
            .write(
                ".git/config",
                """
                [remote "origin"]
                  url = ssh://git:hunt%er2@git.example/mesh.git
                """
                    .replace("%", ""))
            .write(".git/HEAD", "ref: refs/heads/main\n")
            .write(
                "kubeconfig",
                """
                clusters:
                - name: a
                  cluster:
                    server: https://bob:hunt%er2@a.example:6443/k8s
                    tls-server-name: API.a.example
                    proxy-url: http://bob:hunt%er2@proxy.example:3128
                    certificate-authority-data: AAAA
                - name: b
                  cluster: {server: "https://b.example?token=hunt%er2"}
                contexts:
                - {name: a, context: {cluster: a, user: me}}
                - {name: b, context: {cluster: b, user: me}}
                """
                    .replace("%", ""));

    Run run = workspace.run("init", "shop", "--from-kubeconfig=kubeconfig");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("shop/mesh.yaml"))
        .contains(
            """
                apiServer: https://a.example:6443/k8s
                tlsServerName: api.a.example
                proxyURL: http://proxy.example:3128
                caData: AAAA
            """)
        .contains("ssh://git@git.example/mesh.git", "apiServer: https://b.example:6443\n");
    assertThat(workspace.tree("shop").values()).noneMatch(text -> text.contains("hunt" + "er2"));
  }

  @Test
  void makesOneClusterOfEachServerWhateverLeadsToIt() {
    Workspace workspace =
        new Workspace(folder)
            .write(
                "kubeconfig",
                """
                clusters:
                - {name: one, cluster: {server: "https://one.example"}}
                - {name: again, cluster: {server: "https://ONE.example:443/"}}
                - {name: x/shop, cluster: {server: "https://shared.example", tls-server-name: one.x}}
                - {name: z/shop, cluster: {server: "https://shared.example", tls-server-name: one.y}}
                contexts:
                - {name: admin@one, context: {cluster: one, user: admin}}
                - {name: dev@one, context: {cluster: one, user: dev}}
                - {name: third, context: {cluster: again, user: dev}}
                - {name: x/shop, context: {cluster: x/shop, user: dev}}
                - {name: z/shop, context: {cluster: z/shop, user: dev}}
                """);

    Run run = workspace.run("init", "shop", "--from-kubeconfig=kubeconfig");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(workspace.read("shop/mesh.yaml").lines().filter(line -> line.startsWith("  name:")))
        .containsExactly("  name: shop", "  name: one", "  name: shop", "  name: shop-2");
  }

  @Test
  void knowsThePlatformByWhatItCallsItsServers() {
    Workspace workspace =
        new Workspace(folder)
            .write(
                "kubeconfig",
                """
                clusters:
                - {name: a, cluster: {server: "https://A1B2.gr7.eu-west-1.eks.amazonaws.com"}}
                - {name: b, cluster: {server: "https://b-dns-1.hcp.eu.azmk8s.io:443"}}
                - {name: gke_p_europe-west1_c, cluster: {server: "https://10.0.0.1"}}
                - {name: d, cluster: {server: "https://api.d.x1.p1.openshiftapps.com:6443"}}
                - {name: e, cluster: {server: "https://e.example/eks.amazonaws.com"}}
                contexts:
                - {name: a, context: {cluster: a}}
                - {name: b, context: {cluster: b}}
                - {name: c, context: {cluster: gke_p_europe-west1_c}}
                - {name: d, context: {cluster: d}}
                - {name: e, context: {cluster: e}}
                """);

    assertThat(workspace.run("init", "known", "--from-kubeconfig=kubeconfig").code()).isZero();
    assertThat(
            workspace.run("init", "said", "--from-kubeconfig=kubeconfig", "--platform=k3s").code())
        .isZero();

    assertThat(platforms(workspace.read("known/mesh.yaml")))
        .containsExactly("eks", "aks", "gke", "openshift", "generic");
    assertThat(platforms(workspace.read("said/mesh.yaml"))).containsOnly("k3s");
  }

  private static List<String> platforms(String spec) {
    return spec.lines()
        .filter(line -> line.startsWith("  platform: "))
        .map(line -> line.substring(12))
        .toList();
  }

  @Test
  void saysNothingOfWhatABrokenOneHolds() {
    Run run =
        new Workspace(folder)
            .write("kubeconfig", KUBECONFIG.replace("user: {token", "user: [token"))
            .run("init", "shop", "--from-kubeconfig=kubeconfig");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("cannot read kubeconfig").doesNotContain("secret", "hunter2");
    assertThat(new Workspace(folder).exists("shop")).isFalse();
  }

  @Test
  void knowsThePlatformsOfTheSpec() {
    Run run = new Workspace(folder).run("init", "shop", "--platform=aws");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("expected one of eks, aks, gke", "did you mean \"eks\"?");
  }
}
