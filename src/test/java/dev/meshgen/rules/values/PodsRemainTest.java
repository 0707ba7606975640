package dev.meshgen.rules.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.testing.Plans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodsRemainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "istiod | replicaCount: 0 | 1",
        "istiod | autoscaleMin: 0 | 1",
        "istiod | autoscaleMin: 2, autoscaleMax: 1 | 1",
        "istiod | autoscaleMax: 1 | 1",
        "istiod | autoscaleMin: 3, autoscaleMax: 9 | 0",
        "istiod | pdb: {minAvailable: 2} | 1",
        "istiod | pilot: {pdb: {minAvailable: 2}} | 1",
        "istiod | pdb: {minAvailable: 2}, autoscaleMin: 3 | 0",
        "istiod | pdb: {minAvailable: null} | 0",
        "istiod | replicaCount: 3, autoscaleEnabled: false, pdb: {minAvailable: 3} | 1",
        "eastwestgateway | replicaCount: 0 | 1",
        "eastwestgateway | autoscaling: {minReplicas: 0} | 1",
        "eastwestgateway | autoscaling: {minReplicas: 6} | 1",
        "eastwestgateway | autoscaling: {minReplicas: 6, maxReplicas: 8} | 0",
        "eastwestgateway | autoscaling: {enabled: false}, replicaCount: 6 | 0",
        "eastwestgateway | podDisruptionBudget: {minAvailable: 2} | 1",
        "eastwestgateway | podDisruptionBudget: {minAvailable: 100%} | 1",
        "eastwestgateway | podDisruptionBudget: {minAvailable: 51%} | 1",
        "eastwestgateway | podDisruptionBudget: {minAvailable: 50%} | 0",
        "eastwestgateway | podDisruptionBudget: {maxUnavailable: 0, minAvailable: null} | 1",
        "eastwestgateway | podDisruptionBudget: {maxUnavailable: 1} | 1",
        "eastwestgateway | podDisruptionBudget: {maxUnavailable: 1, minAvailable: null} | 0",
        "eastwestgateway | global: {replicaCount: 0} | 1"
      })
  void somePodsRunAndANodeCanBeDrained(String release, String values, int found) {
    String settings = "network: %s, platform: eks, values: {%s: {%s}}";
    ReadMesh read =
        ReadMesh.of(
            Plans.MESH
                + Plans.cluster("east", settings.formatted("east", release, values))
                + Plans.cluster("west", settings.formatted("west", release, values)));

    assertThat(read.diagnostics().stream().filter(each -> each.code() == Code.VALUE_UNFIT))
        .hasSize(2 * found);
  }
}
