package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.SealedSecretsMesh;
import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.SealedSecretsController;
import dev.meshgen.testing.Shared;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sealed Secrets, opened by the code of their controller and against its definition. */
@Tag("conformance")
class SealedSecretsControllerTest {
  private static final String SEALED = ".sealed.yaml";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"strict", "namespace-wide", "cluster-wide"})
  void areOpenedByTheControllersOwnCode(String scope) throws GeneralSecurityException {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, scope);
    mesh.add("east");
    SortedMap<String, String> sealed = sealed(mesh.workspace());
    assertThat(sealed)
        .containsOnlyKeys(
            "clusters/east/trust/cacerts.sealed.yaml",
            "clusters/west/trust/cacerts.sealed.yaml",
            "discovery/_for_west/east.sealed.yaml");

    for (Map.Entry<String, String> file : sealed.entrySet()) {
      String reader = file.getKey().contains("clusters/east") ? "east" : "west";
      String other = reader.equals("east") ? "west" : "east";
      JsonNode secret =
          ConsumerYaml.readOne(unsealed(file.getValue(), mesh.controller(reader)).succeeded());

      assertThat(secret.path("kind").asString()).isEqualTo("Secret");
      assertThat(secret.at("/metadata/namespace").asString()).isEqualTo("istio-system");
      assertThat(data(secret))
          .isEqualTo(mesh.controller(reader).open(ConsumerYaml.readOne(file.getValue())));
      if (file.getKey().startsWith("discovery/")) {
        assertThat(data(secret)).containsOnlyKeys("east");
        assertThat(secret.at("/metadata/labels/istio~1multiCluster").asString()).isEqualTo("true");
      }
      unsealed(file.getValue(), mesh.controller(other)).failed();
    }
  }

  private Tool.Run unsealed(String file, SealedSecretsController controller) {
    Workspace workspace = new Workspace(folder);
    workspace.write("sealed.yaml", file).write("controller.key", controller.key());
    return Tool.KUBESEAL.in(
        folder,
        Map.of(),
        "--recovery-unseal",
        "--recovery-private-key=controller.key",
        "--secret-file=sealed.yaml",
        "--format=yaml");
  }

  private static Map<String, String> data(JsonNode secret) {
    Map<String, String> data = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
      byte[] value = Base64.getDecoder().decode(entry.getValue().asString());
      data.put(entry.getKey(), new String(value, StandardCharsets.UTF_8));
    }
    return data;
  }

  /** The controller that tests have beside the real one is like it: this is what it opens. */
  @Test
  void kubesealSealsForTheControllerOfTheseTests() throws GeneralSecurityException {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, "strict");
    mesh.workspace()
        .write(
            "secret.yaml",
            "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: b}, stringData: {c: d}}");

    String sealed =
        Tool.KUBESEAL
            .in(
                folder,
                Map.of(),
                "--cert=certificates/east.pem",
                "--secret-file=secret.yaml",
                "--format=yaml")
            .succeeded();

    assertThat(mesh.controller("east").open(ConsumerYaml.readOne(sealed))).containsEntry("c", "d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "namespace-wide", "cluster-wide"})
  @Tag("upstream-data")
  void areAcceptedStrictly(String scope) {
    SealedSecretsMesh mesh = SealedSecretsMesh.rendered(folder, scope);
    mesh.add("east");
    CustomResources server = new CustomResources(Shared.SEALED_SECRETS);
    List<Manifest> objects =
        sealed(mesh.workspace()).entrySet().stream()
            .map(file -> new Manifest(file.getKey(), ConsumerYaml.readOne(file.getValue())))
            .toList();

    assertThat(objects).hasSize(3);
    assertThat(objects)
        .allSatisfy(each -> assertThat(server.problems(each)).as(each.file()).isEmpty());
  }

  private static SortedMap<String, String> sealed(Workspace workspace) {
    SortedMap<String, String> sealed = workspace.tree("rendered");
    sealed.keySet().removeIf(path -> !path.endsWith(SEALED));
    return sealed;
  }
}
