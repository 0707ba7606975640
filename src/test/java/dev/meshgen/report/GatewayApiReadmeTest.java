package dev.meshgen.report;

import static dev.meshgen.testing.Plans.MESH;
import static dev.meshgen.testing.Plans.cluster;
import static dev.meshgen.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.plan.MeshPlan;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chapters on the Gateway API name the clusters that need its CRDs, whatever for. */
final class GatewayApiReadmeTest {
  private static final String ADDRESSED =
      cluster("site", "network: site, eastWest: {addressFor: {plain: 10.0.0.1}}");
  private static final String AMBIENT = "istio: {dataPlane: ambient}";

  private static Set<String> named(MeshPlan plan) {
    Set<String> named = new TreeSet<>();
    GatewayApiReadme.of(plan).stream()
        .flatMap(view -> view.bundles().stream())
        .forEach(bundle -> named.addAll(Set.of(bundle.clusters().split(", ", -1))));
    AmbientReadme.of(plan).stream()
        .flatMap(view -> view.clusters().stream())
        .forEach(row -> named.add(row.name()));
    return named;
  }

  private static Set<String> needing(MeshPlan plan) {
    Set<String> needing = new TreeSet<>();
    plan.mesh().clusters().stream()
        .filter(plan.topology().gatewayApi()::needCrds)
        .map(Cluster::name)
        .forEach(needing::add);
    return needing;
  }

  private static void names(MeshPlan plan, String... clusters) {
    assertThat(named(plan)).containsExactlyInAnyOrder(clusters);
    assertThat(needing(plan)).containsExactlyInAnyOrder(clusters);
  }

  @Test
  void whoseGatewayIsAnObject() {
    String object = cluster("object", "eastWest: {api: gateway-api}");
    names(plan(MESH, object, cluster("plain", "")), "object");
    names(plan(MESH, object.replace("api: ", "enabled: false, api: "), cluster("plain", "")));
  }

  @Test
  void whoseIstiodIsToldAddresses() {
    names(plan(MESH, ADDRESSED, cluster("plain", "")), "plain");
    names(
        plan(
            MESH,
            ADDRESSED.replace("eastWest", "state: draining, eastWest"),
            cluster("plain", "")));
  }

  @Test
  void whoseWorkloadsAreAmbientWithOrWithoutAGateway() {
    names(plan(MESH, cluster("only", AMBIENT)), "only");
    names(plan(MESH, cluster("east", AMBIENT), cluster("west", AMBIENT)), "east", "west");
    names(plan(MESH, ADDRESSED, cluster("plain", AMBIENT)), "plain");
  }
}
