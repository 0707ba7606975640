package dev.meshgen.plan;

import static dev.meshgen.testing.Plans.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Plans;
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
    "openshift, sail, true, openshift, openshift, true, kube-system",
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

  /** Of the cluster named {@code one}. */
  private static DataPlanePlan plan(String... clusters) {
    return Plans.plan(Plans.MESH, String.join("", clusters)).clusters().stream()
        .filter(cluster -> cluster.name().equals("one"))
        .findFirst()
        .orElseThrow()
        .dataPlane();
  }
}
