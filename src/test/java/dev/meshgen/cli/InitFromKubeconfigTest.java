package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
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
    assertThat(run.err()).contains("expected one of eks, aks, gke");
  }
}
