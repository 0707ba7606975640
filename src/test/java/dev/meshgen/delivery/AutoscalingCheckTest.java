package dev.meshgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.plan.MeshPlan;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The health check of autoscalers replaces one of Argo CD's own, so it is offered where it helps.
 */
class AutoscalingCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "platform: generic | true",
        "platform: eks | true",
        "platform: gke | false",
        "platform: aks | false",
        "platform: openshift | false",
        "platform: k3s | false",
        "platform: eks, istio: {autoscaling: false} | false",
        "platform: eks, network: net, eastWest: {enabled: false},"
            + " controlPlane: {role: remote, primaries: [hub]} | false",
        "platform: eks, network: other, controlPlane: {role: remote, primaries: [hub]} | true"
      })
  void isThereWhereAnAutoscalerMayLackMetrics(String settings, boolean offered) {
    String hub = "platform: gke, network: net, eastWest: {address: 10.0.0.8}";
    MeshPlan plan = Plans.plan(Plans.MESH, Plans.cluster("hub", hub), Plans.cluster("a", settings));
    Engine engine = Engines.of(plan.mesh()).all().get(0);
    IdentitiesView identities = IdentitiesView.of(engine, plan, SopsKeyKinds.recipients());

    assertThat(engine.meshFiles(plan, identities))
        .extracting(FileView::path)
        .contains("argocd/prerequisites/argocd-cm.yaml")
        .filteredOn(path -> path.endsWith("argocd-cm-autoscaling.yaml"))
        .hasSize(offered ? 1 : 0);
  }

  @Test
  void knowsAGatewayByTheLabelThatTheSpecGivesIt() {
    String file = "argocd/prerequisites/argocd-cm-autoscaling.yaml";
    PlainTree tree =
        PlainTree.of(
            Plans.MESH,
            Plans.cluster("a", "platform: eks"),
            Plans.cluster("b", "platform: eks, eastWest: {selector: {istio: edge}}"),
            Plans.cluster("c", "platform: gke, eastWest: {selector: {istio: measured}}"));

    assertThat(tree.text(file))
        .contains(
            """
                or gateway ==
                  "istio: eastwestgateway"
                or gateway ==
                  "istio: edge"
              local conditions"""
                .indent(4)
                .strip());
  }
}
