package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.LiveObjects;
import dev.meshgen.testing.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the token of a cluster which is no longer discovered ends, as {@code render} says. */
class RevokedTokenTest {
  private static final String ACCESS = "clusters/west/access/";
  private static final String COMMAND =
      "`kubectl --context west -n istio-system delete serviceaccount istio-reader-service-account`";

  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  private void flux() {
    workspace.replace(
        "mesh.yaml",
        "argocd:\n      repoURL: https://git.example/platform.git",
        "flux:\n      sourceRef: {name: platform}");
  }

  private void state(String state) {
    String spec = workspace.read("mesh.yaml").replaceFirst("(?m)^  state: .*\n\\z", "");
    workspace.write("mesh.yaml", spec + "  state: " + state + "\n");
  }

  private Run add(AccountToken token) {
    Run added = workspace.runWith(token.secret(), "credential", "add", "west", "--from-file", "-");
    assertThat(added.code()).as(added.err()).isZero();
    return added;
  }

  /** What the access layer of west holds. */
  private List<Manifest> access() {
    return workspace.tree("rendered").entrySet().stream()
        .filter(file -> file.getKey().startsWith(ACCESS))
        .filter(file -> !file.getKey().endsWith("kustomization.yaml"))
        .flatMap(file -> objects(file).stream())
        .toList();
  }

  private static List<Manifest> objects(Map.Entry<String, String> file) {
    return ConsumerYaml.read(file.getValue()).stream()
        .map(json -> new Manifest(file.getKey(), json))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void detachingEndsTheToken(boolean argoCd) {
    if (!argoCd) {
      flux();
    }
    LiveObjects live = argoCd ? LiveObjects.ofArgoCd() : LiveObjects.ofFlux();
    mesh.render();
    live.sync(access());
    assertThat(live.tokens()).hasSize(1);
    add(AccountToken.ofAccount(live.tokens().get(0)));
    state("draining");
    mesh.render();
    live.sync(access());
    assertThat(live.tokens()).hasSize(1);

    state("detached");
    Run detached = mesh.render();
    live.sync(access());

    assertThat(live.tokens()).isEmpty();
    assertThat(live.kinds()).isEmpty();
    assertThat(detached.err()).doesNotContain("MG1230");
    assertThat(workspace.read("rendered/README.md"))
        .contains("deletes its remote secrets, its reader token");
  }

  @Test
  void whatAnOlderTreeLeftStaysValidAndIsNamed() {
    LiveObjects live = LiveObjects.ofArgoCd();
    flux();
    mesh.render();
    // What every engine was given before.
    live.sync(access());
    AccountToken old = AccountToken.lasting();
    add(old);
    workspace.replace(
        "mesh.yaml",
        "flux:\n      sourceRef: {name: platform}",
        "argocd:\n      repoURL: https://git.example/platform.git");

    Run over = mesh.render();
    live.sync(access());

    // No outage: the credential that is filed is good until another takes its place.
    assertThat(over.err()).doesNotContain("MG1114", "MG1230");
    assertThat(live.tokens()).containsExactlyInAnyOrder(AccountToken.ACCOUNT, "meshgen-reader");
    assertThat(workspace.exists("rendered/discovery/west.sops.yaml")).isTrue();

    assertThat(add(AccountToken.ofAccount("meshgen-reader")).err()).contains("MG1230", COMMAND);
    assertThat(mesh.render().err()).doesNotContain("MG1230");
  }

  @Test
  void theTreesOwnAccountIsNamedWhenTheEngineThatPrunedItIsGone() {
    mesh.render();
    add(AccountToken.ofAccount("meshgen-reader"));
    flux();
    assertThat(mesh.render().err()).doesNotContain("MG1230");

    Run added = add(AccountToken.lasting());

    assertThat(added.err())
        .contains("MG1230", "-n istio-system delete serviceaccount meshgen-reader");
  }

  @Test
  void detachingWithATokenOfTheChartsAccountNamesTheSecretToDelete() {
    mesh.render();
    add(AccountToken.lasting());
    state("draining");
    assertThat(mesh.render().err()).doesNotContain("MG1230");

    state("detached");

    assertThat(mesh.render().err()).contains("MG1230", "Argo CD never deletes", COMMAND);
  }

  @Test
  void whoRemovesAClusterAtOnceIsToldThatItsTokenStays() {
    mesh.render();
    String spec = workspace.read("mesh.yaml");
    workspace.write("mesh.yaml", spec.substring(0, spec.lastIndexOf("---")));

    assertThat(mesh.render("--remove", "west").err())
        .contains(
            "what they deployed stays in the cluster; the token of a reader is valid until its"
                + " ServiceAccount is deleted");
  }

  /** A Secret of the same name may hold the same token again. */
  @Test
  void theReadmeRevokesATokenByItsAccount() {
    mesh.render();

    assertThat(workspace.read("rendered/README.md"))
        .contains("If one leaks, delete the ServiceAccount\n  `meshgen-reader` in that cluster")
        .doesNotContain("which revokes it");
  }

  @Test
  void aClusterThatNobodyDiscoversHasNoToken() {
    String spec = workspace.read("mesh.yaml");
    workspace.write("mesh.yaml", spec.substring(0, spec.lastIndexOf("---")));

    mesh.render();

    assertThat(workspace.tree("rendered").keySet())
        .noneMatch(path -> path.contains("/access/reader"));
    Run added =
        workspace.runWith(
            AccountToken.lasting().secret(), "credential", "add", "east", "--from-file", "-");
    assertThat(added.code()).isEqualTo(ExitCode.USAGE);
    assertThat(added.err()).contains("no other cluster discovers \"east\"");
  }
}
