package dev.meshgen.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What charts are told of a platform, and when ambient crosses networks. */
final class PlanDataPlaneTest {
  private static final String OTHER = cluster("other", "istio: {dataPlane: ambient}");

  @ParameterizedTest
  @CsvSource({
    "generic, helm, false, , , false, istio-system",
    "eks, helm, true, , , true, istio-system",
    "aks, helm, true, , , true, istio-system",
    "gke, helm, false, , gke, false, istio-system",
    "gke, helm, true, , gke, true, istio-system",
    "k3s, helm, true, , k3s, true, istio-system",
    "openshift, helm, true, openshift, openshift, true, kube-system",
    "openshift, sail, true, , openshift, true, istio-system",
  })
  void tellsTheChartsWhatTheyHaveToKnowOfAPlatform(
      String platform,
      String install,
      boolean cni,
      String everyChart,
      String nodeAgents,
      boolean runsCni,
      String namespace) {
    DataPlanePlan plan =
        plan(
            cluster(
                "one",
                "platform: %s, istio: {cni: %s, install: %s}".formatted(platform, cni, install)));
    assertThat(plan.platform().orElse(null)).isEqualTo(everyChart);
    assertThat(plan.nodePlatform().orElse(null)).isEqualTo(nodeAgents);
    assertThat(plan.cni()).isEqualTo(runsCni);
    assertThat(plan.nodeNamespace()).isEqualTo(namespace);
    assertThat(plan.ambient()).isEmpty();
    assertThat(plan.multiNetwork()).isFalse();
  }

  @Test
  void writesOutsideOfItsNamespaceOnlyForMultus() {
    assertThat(plan(cluster("one", "platform: openshift")).foreignNamespaces())
        .containsExactly("default", "kube-system");
    for (String other : new String[] {"openshift, istio: {install: sail}", "gke"}) {
      assertThat(plan(cluster("one", "platform: " + other)).foreignNamespaces()).isEmpty();
    }
  }

  @Test
  void alwaysRunsThePluginForAmbient() {
    DataPlanePlan plan = plan(cluster("one", "istio: {dataPlane: ambient}"), OTHER);
    assertThat(plan.cni()).isTrue();
    assertThat(plan.multiNetwork()).isTrue();
    AmbientPlan ambient = plan.ambient().orElseThrow();
    assertThat(ambient.env()).containsEntry("AMBIENT_ENABLE_MULTI_NETWORK", "true");
    assertThat(ambient.globalServices()).containsEntry("istio.io/global", "true");
    assertThat(ambient.gatewayApi()).isNotBlank();
  }

  @Test
  void keepsAmbientPodsInTheirClusterWhileAnotherHasSidecars() {
    DataPlanePlan plan =
        plan(cluster("one", "istio: {dataPlane: ambient}"), OTHER, cluster("rest", "network: r"));
    assertThat(plan.ambient()).isPresent();
    assertThat(plan.multiNetwork()).isFalse();
    assertThat(plan.ambient().orElseThrow().env()).isEmpty();
  }

  private static String cluster(String name, String spec) {
    return "---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: "
        + name
        + "}\nspec: {"
        + spec
        + "}\n";
  }

  /** Of the cluster named {@code one}. */
  private static DataPlanePlan plan(String... clusters) {
    String mesh =
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          istio: {version: "1.31.1"}
          secrets:
            sops:
              age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
              root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
          delivery: {flux: {sourceRef: {name: platform}}}
        """;
    byte[] text = (mesh + String.join("", clusters)).getBytes(StandardCharsets.UTF_8);
    Report report = new Report();
    MeshPlan plan =
        new PlanMesh(IstioCatalog.builtIn())
            .plan(
                new ReadSpec(new Schemas())
                    .read(List.of(new SpecSource("mesh.yaml", text)), report)
                    .orElseThrow(() -> new AssertionError(report.diagnostics()))
                    .mesh());
    return plan.clusters().stream()
        .filter(cluster -> cluster.name().equals("one"))
        .findFirst()
        .orElseThrow()
        .dataPlane();
  }
}
