package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Raw values that would undo what a mesh of several clusters rests on, by the commands. */
class RawValuesTest {
  @TempDir private Path folder;

  private Workspace with(String values) {
    Workspace workspace = TestMesh.in(folder).workspace();
    return workspace.append("mesh.yaml", "  values: {istiod: " + values + "}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{meshConfig: {discoverySelectors: [{matchLabels: {mesh-member: 'yes'}}]}}|MG0805",
        "{meshConfig: {enableAutoMtls: false}}|MG0801",
        "{meshConfig: {trustDomainAliases: null}}|MG0801",
        "{env: {RESOLVE_HOSTNAME_GATEWAYS: 'false'}}|MG0801",
        "{meshConfig: {defaultServiceExportTo: ['.']}}|MG0806",
        "{autoscaleMin: 'three'}|MG0807",
      })
  void validateAndRenderRefuseThem(String values, String code) {
    Workspace workspace = with(values);
    for (List<String> command :
        List.of(List.of("validate"), List.of("render"), List.of("render", "--check"))) {
      Workspace.Run run = workspace.run(command.toArray(String[]::new));
      assertThat(run.code()).as(command + run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("error[" + code + "]").contains("1 error");
    }
    assertThat(workspace.exists("rendered/README.md")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{matchLabels: {kubernetes.io/metadata.name: istio-system}}]",
        "[{matchExpressions: [{key: topology.istio.io/network, operator: Exists}]}]",
      })
  void selectorsThatMatchTheGeneratedNamespaceAreAccepted(String selectors) {
    Workspace workspace = with("{meshConfig: {discoverySelectors: " + selectors + "}}");
    assertThat(workspace.run("validate").code()).isZero();
    assertThat(workspace.run("render").code()).isZero();
    JsonNode namespace =
        ConsumerYaml.readOne(workspace.read("rendered/clusters/west/namespaces/namespace.yaml"));
    assertThat(namespace.at("/metadata/labels/topology.istio.io~1network").asString())
        .isEqualTo("net-west");
  }

  @Test
  void whatMeshgenSetsAnywayIsNotedEvenIfWarningsAreErrors() {
    Workspace workspace =
        with("{global: {meshID: retail, network: net-west}, meshConfig: {enableAutoMtls: true}}");
    Workspace.Run run = workspace.run("validate", "--strict");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "note[MG0804]: value \"global.meshID\" of release \"istiod\" equals the value set by"
                + " meshgen")
        .contains("3 notes");
    assertThat(workspace.run("render").code()).isZero();
    Workspace.Run github = workspace.run("validate", "--strict", "--format", "github");
    assertThat(github.out()).contains("::notice file=mesh.yaml,").contains("title=MG0804");
  }

  @Test
  void anAliasOfTheUsersStandsBesideThatOfMeshgen() {
    Workspace workspace =
        with("{meshConfig: {trustDomainAliases: [partner.example], accessLogFile: /dev/stdout}}")
            .replace(
                "mesh.yaml",
                "    version: \"1.30.5\"\n",
                "    version: \"1.30.5\"\n    revision: 1-30-5\n    tags: {default: 1-30-5}\n");
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode overrides =
        ConsumerYaml.readOne(
            workspace.read("rendered/clusters/west/values/istiod-1-30-5.overrides.yaml"));
    assertThat(overrides.at("/meshConfig/trustDomainAliases"))
        .extracting(JsonNode::asString)
        .containsExactly("retail.example", "partner.example");
    assertThat(overrides.at("/meshConfig/accessLogFile").asString()).isEqualTo("/dev/stdout");
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void aVolumeOfTheUsersStandsBesideTheRequiredOne() {
    Workspace workspace =
        with(
            "{volumes: [{name: audit, emptyDir: {}}],"
                + " volumeMounts: [{name: audit, mountPath: /audit}]}");
    assertThat(workspace.run("render").code()).isZero();
    JsonNode overrides =
        ConsumerYaml.readOne(workspace.read("rendered/clusters/west/values/istiod.overrides.yaml"));
    assertThat(overrides.at("/volumes"))
        .extracting(volume -> volume.path("name").asString())
        .containsExactly("cacerts-required", "audit");
    assertThat(overrides.at("/volumeMounts"))
        .extracting(mount -> mount.path("mountPath").asString())
        .containsExactly("/etc/cacerts-required", "/audit");
  }

  @Test
  void theResourceOfTheSailOperatorKeepsThemAsWell() {
    Workspace workspace =
        with("{volumes: [{name: audit, emptyDir: {}}]}")
            .replace("mesh.yaml", "    version: \"1.30.5\"\n", "    version: \"1.30.3\"\n")
            .append("mesh.yaml", "  istio: {install: sail}\n");
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode istio =
        ConsumerYaml.readOne(workspace.read("rendered/clusters/west/istiod/istio.yaml"));
    assertThat(istio.at("/spec/values/pilot/volumes"))
        .extracting(volume -> volume.path("name").asString())
        .containsExactly("cacerts-required", "audit");
  }
}
