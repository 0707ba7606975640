package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits of a spec that are right by themselves, over a tree that runs already. */
@ParameterizedClass
@EnumSource
class DisruptiveChangeTest {
  @Parameter LockFormat format;
  @TempDir private Path folder;
  private TestMesh mesh;
  private Workspace workspace;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
  }

  /** Renders the mesh as an ambient one, then adds a cluster to its spec. */
  private void ambientAnd(String north) {
    workspace.replace(
        "mesh.yaml", "version: \"1.30.5\"", "version: \"1.30.5\"\n    dataPlane: ambient");
    render();
    workspace.holding(TestMesh.ROOT_KEY);
    workspace.append("mesh.yaml", TestMesh.cluster("north", "net-north") + north);
  }

  /** Renders, and leaves locks of the format that the next render is to find. */
  private Run render() {
    Run run = mesh.render();
    format.leaveIn(workspace);
    return run;
  }

  private void east(String istio) {
    workspace.replace("mesh.yaml", "  network: net-east\n", "  network: net-east\n" + istio);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "install: helm, "})
  void anotherRevisionInPlaceOfTheRunningOneIsRefused(String installer) {
    east("  istio: {" + installer + "revision: one, tags: {default: one}}\n");
    render();
    workspace.replace(
        "mesh.yaml", "revision: one, tags: {default: one}", "revision: two, tags: {default: two}");

    assertThat(workspace.run("render", "--dry-run").err())
        .contains("error[MG1231]: the control plane of \"east\" is removed", "upgrade plan")
        .doesNotContain("of \"west\" is removed", "what installs Istio");
  }

  @Test
  void anotherClusterIdIsWarnedAboutOnce() {
    render();
    workspace.holding(TestMesh.ROOT_KEY);
    workspace.replace(
        "mesh.yaml", "  network: net-east\n", "  network: net-east\n  clusterID: e_1\n");

    Run run = render();

    // A lock of the first format does not say what runs.
    assertThat(run.err().contains("warning[MG1127]: the cluster ID of \"east\" was \"east\""))
        .isEqualTo(format != LockFormat.FIRST);
    assertThat(render().err()).doesNotContain("MG1127");
  }

  @Test
  void anotherGatewayInPlaceOfTheRunningOneIsWarnedAbout() {
    render();
    workspace.replace(
        "mesh.yaml", "  network: net-east\n", "  network: net-east\n  eastWest: {name: ew}\n");

    assertThat(render().err().contains("warning[MG1128]: the east-west gateway of \"east\""))
        .isEqualTo(format != LockFormat.FIRST);
    assertThat(render().err()).doesNotContain("MG1128");
  }

  @Test
  void aFirstRevisionIsNoLessOfAChange() {
    render();
    east("  istio: {revision: one, tags: {default: one}}\n");

    assertThat(workspace.run("render", "--dry-run").err()).contains("MG1231");
  }

  @Test
  void anOperatorInPlaceOfTheChartsIsRefused() {
    render();
    east("  istio: {install: sail}\n");

    assertThat(workspace.run("render").err())
        .contains("MG1231", "`state: detached`, then this change");
  }

  @Test
  void anotherTrustDomainIsWarnedAboutWhereItIsWritten() {
    render();
    workspace.replace("mesh.yaml", "trustDomain: retail.example", "trustDomain: shop.example");

    workspace.holding(TestMesh.ROOT_KEY);
    Run run = workspace.run("render", "--dry-run");

    assertThat(run.err()).contains("warning[MG1206]: the trust domain was \"retail.example\"");
  }

  @Test
  void otherValuesOfIstiodAreNone() {
    render();
    east("  istio: {dnsCapture: false}\n");

    assertThat(render().err()).doesNotContain("MG1205", "MG1206");
  }

  @Test
  void aGatewayThatIstiodDeploysTakesThePlaceOfTheCharts() {
    render();
    east("  eastWest: {api: gateway-api}\n");

    assertThat(render().err())
        .contains("east: Argo CD deletes the east-west gateway, and its load balancer with it");
  }

  @Test
  void aClusterOfSidecarsDoesNotTakeHboneFromTheOthers() {
    ambientAnd("  istio: {dataPlane: sidecar}\n");

    Run run = workspace.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("error[MG1410]: \"north\" has sidecars", "2 ambient clusters would lose")
        .contains("`istio.ambient.multiNetwork: false`");
    workspace.replace(
        "mesh.yaml",
        "    dataPlane: ambient",
        "    dataPlane: ambient\n    ambient: {multiNetwork: false}");
    assertThat(render().err())
        .contains("Argo CD deletes the objects in clusters/east/eastwest/gateway.yaml");
  }

  @Test
  void aClusterOfSidecarsThatOnlyJoinsChangesNoOther() {
    ambientAnd("  state: joining\n  istio: {dataPlane: sidecar}\n");
    String before = workspace.read("rendered/clusters/east/values/istiod.yaml");

    assertThat(render().err()).contains("it cannot become active");

    assertThat(workspace.read("rendered/clusters/east/values/istiod.yaml")).isEqualTo(before);
    assertThat(workspace.exists("rendered/clusters/east/eastwest/gateway.yaml")).isTrue();
  }

  @Test
  void anotherNamespaceOfIstioIsWarnedAbout() {
    render();
    workspace.replace(
        "mesh.yaml", "version: \"1.30.5\"", "version: \"1.30.5\"\n    namespace: mesh");
    workspace.holding(TestMesh.ROOT_KEY);

    assertThat(workspace.run("render", "--dry-run").err())
        .contains("warning[MG1205]: Istio's namespace was \"istio-system\"")
        .doesNotContain("MG1206");
  }
}
