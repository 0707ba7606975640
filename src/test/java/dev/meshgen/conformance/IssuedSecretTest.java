package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.AccountToken;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What External Secrets makes of tokens that Vault issues. */
@Tag("conformance")
@Tag("upstream-data")
class IssuedSecretTest {
  @TempDir private Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() throws IOException {
    workspace = new Workspace(folder.resolve("mesh"));
    Workspace.copy(Path.of("examples/short-lived-tokens"), folder.resolve("mesh/spec"));
    Workspace.Run run = workspace.run("render", "-f", "spec", "-o", "rendered");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private List<Manifest> objects() {
    return workspace.tree("rendered").entrySet().stream()
        .filter(file -> file.getKey().matches("clusters/[^/]+/tokens/.*\\.externalsecret\\.yaml"))
        .flatMap(
            file ->
                ConsumerYaml.read(file.getValue()).stream()
                    .map(each -> new Manifest(file.getKey(), each)))
        .toList();
  }

  @Test
  void isAcceptedByExternalSecretsStrictly() {
    CustomResources server = new CustomResources(Shared.EXTERNAL_SECRETS);

    // For each of three clusters, two objects for each of the two others.
    assertThat(objects()).hasSize(12);
    assertThat(objects())
        .allSatisfy(each -> assertThat(server.problems(each)).as(each.file()).isEmpty());
  }

  @Test
  void isAcceptedWhereApiServersAreAskedWhoLogsIn() throws IOException {
    workspace.replace("spec/mesh.yaml", "method: jwt", "method: kubernetes");
    workspace.run("render", "-f", "spec", "-o", "rendered");
    CustomResources server = new CustomResources(Shared.EXTERNAL_SECRETS);

    assertThat(objects()).anyMatch(each -> each.at("/spec/provider/auth/kubernetes").isObject());
    assertThat(objects())
        .allSatisfy(each -> assertThat(server.problems(each)).as(each.file()).isEmpty());
  }

  @Test
  void becomesAKubeconfigThatIsRead() throws IOException {
    String token = AccountToken.ofAccount(AccountToken.OWN_ACCOUNT).token();
    for (Manifest object : objects()) {
      if (!object.kind().equals("ExternalSecret")) {
        continue;
      }
      JsonNode data = object.at("/spec/target/template/data");
      String id = data.propertyNames().iterator().next();

      // What the engine answers, of which only the token is of use.
      String kubeconfig =
          new SecretTemplate(folder)
              .made(
                  object,
                  Map.of(
                      "service_account_token",
                      token,
                      "service_account_name",
                      AccountToken.OWN_ACCOUNT,
                      "service_account_namespace",
                      "istio-system"))
              .data()
              .get(id);

      JsonNode read = ConsumerYaml.readOne(kubeconfig);
      assertThat(read.at("/users/0/user/token").asString()).isEqualTo(token);
      assertThat(read.at("/clusters/0/cluster/certificate-authority-data").isMissingNode())
          .isEqualTo(id.equals("gke-1"));
    }
  }

  @Test
  void asksTheGeneratorBesideIt() {
    List<Manifest> objects = objects();
    for (Manifest object : objects) {
      if (object.kind().equals("ExternalSecret")) {
        JsonNode reference = object.at("/spec/dataFrom/0/sourceRef/generatorRef");
        assertThat(objects)
            .anyMatch(
                each ->
                    each.file().equals(object.file())
                        && each.apiVersion().equals(reference.at("/apiVersion").asString())
                        && each.kind().equals(reference.at("/kind").asString())
                        && each.name().equals(reference.at("/name").asString()));
      }
    }
  }
}
