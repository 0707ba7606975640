package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.ConsumerYaml;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Credentials that something else writes into a folder of istiod. */
class MountedKubeconfigTest {
  private static final String VALUES = "rendered/clusters/west/values/istiod.yaml";

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void write() {
    workspace = TestMesh.in(folder).workspace();
  }

  private JsonNode rendered(String mounted) {
    workspace.replace(
        "mesh.yaml",
        "  delivery:\n",
        "  discovery: {credential: {mode: mounted, mounted: " + mounted + "}}\n  delivery:\n");
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("credential add");
    Run check = workspace.run("render", "--check");
    assertThat(check.code()).as(check.err()).isZero();
    return ConsumerYaml.readOne(workspace.read(VALUES));
  }

  @Test
  void tellsIstiodOfTheFolder() {
    JsonNode values = rendered("{path: /vault/secrets}");

    assertThat(values.at("/env/PILOT_MULTICLUSTER_KUBECONFIG_PATH").asString())
        .isEqualTo("/vault/secrets");
    assertThat(values.at("/volumes").size()).isEqualTo(1);
    // What an agent makes the kubeconfigs of.
    assertThat(workspace.read("rendered/clusters/east/access/reader.yaml"))
        .contains("meshgen-reader-istio-remote-secret-token")
        .doesNotContain("credential add", "PushSecret");
    assertThat(workspace.exists("rendered/argocd/clusters/east/push.yaml")).isFalse();
    assertThat(workspace.read("rendered/discovery/kustomization.yaml")).contains("[]");
    assertThat(workspace.read("rendered/README.md")).contains("`/vault/secrets`", "| yes |");
    assertThat(workspace.run("credential", "add", "east", "--from-file=-").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void mountsAVolumeBesideThatOfTheAuthority() {
    JsonNode values =
        rendered("{path: /kube, csi: {driver: a.example, volumeAttributes: {class: \"1\"}}}");

    assertThat(values.at("/volumes").size()).isEqualTo(2);
    assertThat(values.at("/volumes/1/csi/driver").asString()).isEqualTo("a.example");
    assertThat(values.at("/volumes/1/csi/readOnly").asBoolean()).isTrue();
    assertThat(values.at("/volumes/1/csi/volumeAttributes/class").isString()).isTrue();
    assertThat(values.at("/volumeMounts/1/name")).isEqualTo(values.at("/volumes/1/name"));
    assertThat(values.at("/volumeMounts/1/mountPath").asString()).isEqualTo("/kube");
  }

  @Test
  void anotherTokenIsMadeAllTheSame() {
    rendered("{path: /vault/secrets}");

    assertThat(workspace.run("credential", "rotate", "east").code()).isZero();

    assertThat(workspace.read("rendered/clusters/east/access/reader.yaml"))
        .contains("name: meshgen-reader-2\n", "name: meshgen-reader\n");
  }
}
