package dev.meshgen.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whatever refers to an east-west gateway follows its name, its namespace and its labels. */
class GatewayPlacementTest {
  private static final String PLACED =
      "eastWest: {address: 10.0.0.9, name: istio-eastwest, namespace: istio-gateways,"
          + " selector: {app: istio-eastwest, topology: ew}}";
  private static final String MESH =
      Plans.MESH.replace("  delivery:", "  security: {networkPolicy: true}\n  delivery:");

  private static PlainTree tree(String mesh, String... east) {
    String west = Plans.cluster("west", "network: net-west");
    return PlainTree.of(mesh, Plans.cluster("east", String.join(", ", east)), west);
  }

  @Test
  void decidesTheReleaseAndItsLabels() {
    PlainTree tree = tree(MESH, PLACED);

    JsonNode application = tree.yaml("argocd/clusters/east/eastwest.yaml");
    assertThat(application.at("/spec/destination/namespace").asString())
        .isEqualTo("istio-gateways");
    assertThat(application.at("/spec/sources/0/helm/releaseName").asString())
        .isEqualTo("istio-eastwest");
    JsonNode values = tree.yaml("clusters/east/values/eastwestgateway.yaml");
    assertThat(values.path("name").asString()).isEqualTo("istio-eastwest");
    // The chart derives the label app from the name.
    assertThat(values.path("labels").toString())
        .isEqualTo(
            "{\"istio\":\"eastwestgateway\",\"topology\":\"ew\","
                + "\"topology.istio.io/network\":\"east\"}");
  }

  @Test
  void decidesTheNamespacesThatThereAre() {
    PlainTree tree = tree(MESH, PLACED);

    JsonNode namespace = tree.yaml("clusters/east/namespaces/gateway-namespace.yaml");
    assertThat(namespace.at("/metadata/name").asString()).isEqualTo("istio-gateways");
    assertThat(
            namespace
                .at("/metadata/annotations")
                .path("argocd.argoproj.io/sync-options")
                .asString())
        .contains("Prune=false");
    assertThat(tree.text("argocd/mesh/project.yaml"))
        .contains("kind: Namespace\n      name: istio-gateways")
        .contains("- name: east\n      namespace: istio-gateways")
        .doesNotContain("- name: west\n      namespace: istio-gateways");
    assertThat(tree.paths()).doesNotContain("clusters/west/namespaces/gateway-namespace.yaml");
  }

  @Test
  void decidesWhatListenersAndPoliciesSelect() {
    PlainTree tree = tree(MESH, PLACED);
    String labels =
        "{\"app\":\"istio-eastwest\",\"istio\":\"eastwestgateway\",\"topology\":\"ew\"}";

    assertThat(
            tree.yaml("clusters/east/config/cross-network-gateway.yaml")
                .at("/spec/selector")
                .toString())
        .isEqualTo(labels);
    assertThat(tree.text("clusters/east/access/network-policies.yaml"))
        .contains("name: istio-eastwest\n  namespace: istio-gateways")
        .contains("app: istio-eastwest\n      istio: eastwestgateway\n      topology: ew")
        .contains("name: istiod\n  namespace: istio-system");
    assertThat(
            tree.yaml("clusters/west/config/cross-network-gateway.yaml")
                .at("/spec/selector")
                .toString())
        .isEqualTo("{\"istio\":\"eastwestgateway\"}");
  }

  @Test
  void ofRemotesIsWhatTheirPrimarySelects() {
    PlainTree tree =
        PlainTree.of(
            MESH,
            Plans.cluster("hub", "eastWest: {address: 10.0.0.9, namespace: gateways}"),
            Plans.cluster(
                "edge",
                "controlPlane: {role: remote, primaries: [hub]},"
                    + " eastWest: {selector: {istio: edge-gateway}}"));

    assertThat(tree.text("clusters/hub/config/cross-network-gateway.yaml"))
        .contains("name: cross-network-gateway\n", "istio: eastwestgateway")
        .contains("---\n", "name: cross-network-gateway-2\n", "istio: edge-gateway");
    assertThat(
            tree.yaml("clusters/edge/values/eastwestgateway.yaml").at("/labels/istio").asString())
        .isEqualTo("edge-gateway");
    assertThat(tree.text("clusters/hub/config/istiod-gateway.yaml"))
        .contains("selector:\n    istio: eastwestgateway");
  }

  @Test
  void isFollowedByFlux() {
    PlainTree tree =
        tree(
            MESH.replaceFirst("delivery: .*", "delivery: {flux: {sourceRef: {name: platform}}}"),
            PLACED);

    assertThat(tree.text("clusters/east/releases/eastwestgateway.yaml"))
        .contains("releaseName: istio-eastwest\n  targetNamespace: istio-gateways");
  }

  @ParameterizedTest
  @CsvSource({
    "'eastWest: {api: gateway-api, name: ew, namespace: gateways}', ew",
    "'eastWest: {api: gateway-api}', istio-eastwestgateway",
    "'istio: {dataPlane: ambient}, eastWest: {name: ew, namespace: gateways}', ew",
  })
  void ofGatewaysThatIstiodDeploysIsThatOfTheObject(String spec, String name) {
    String namespace = spec.contains("gateways") ? "gateways" : "istio-system";
    String west = spec.contains("ambient") ? "istio: {dataPlane: ambient}" : "";
    PlainTree tree = PlainTree.of(MESH, Plans.cluster("east", spec), Plans.cluster("west", west));

    for (String file : List.of("gateway.yaml", "parameters.yaml")) {
      JsonNode object = tree.yaml("clusters/east/eastwest/" + file);
      assertThat(object.at("/metadata/name").asString()).isEqualTo(name);
      assertThat(object.at("/metadata/namespace").asString()).isEqualTo(namespace);
    }
    assertThat(tree.text("clusters/east/access/network-policies.yaml"))
        .contains("name: " + name + "\n  namespace: " + namespace)
        .contains("gateway.networking.k8s.io/gateway-name: " + name);
  }

  @Test
  void letsRoutesToIstiodIntoAGatewayElsewhere() {
    PlainTree tree =
        PlainTree.of(
            MESH,
            Plans.cluster(
                "hub", "eastWest: {api: gateway-api, address: 10.0.0.9, namespace: gateways}"),
            Plans.cluster("edge", "controlPlane: {role: remote, primaries: [hub]}"));

    assertThat(tree.text("clusters/hub/eastwest/istiod-routes.yaml"))
        .contains("- name: istio-eastwestgateway\n      namespace: gateways");
    assertThat(tree.text("clusters/hub/eastwest/gateway.yaml"))
        .contains("kubernetes.io/metadata.name: istio-system");
  }
}
