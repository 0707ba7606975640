package dev.meshgen.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.delivery.Engines;
import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The labels and annotations of Istio's namespace. */
class NamespaceMetadataTest {
  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

  private static JsonNode metadata(String mesh, String cluster) {
    return PlainTree.of(mesh, Plans.cluster("east", cluster), Plans.cluster("west", ""))
        .yaml("clusters/east/namespaces/namespace.yaml")
        .path("metadata");
  }

  @Test
  void areTheMeshsOwnAndThoseOfTheSpec() {
    String mesh =
        Plans.MESH.replace(
            "istio: {",
            "istio: {namespaceMetadata: {labels: {team: mesh, cost: \"1\"},"
                + " annotations: {owner: platform}}, ");

    JsonNode metadata =
        metadata(
            mesh, "istio: {namespaceMetadata: {labels: {cost: \"2\", istio.io/rev: default}}}");

    assertThat(metadata.path("labels").toString())
        .isEqualTo(
            "{\"cost\":\"2\",\"istio.io/rev\":\"default\",\"team\":\"mesh\","
                + "\"topology.istio.io/network\":\"east\"}");
    assertThat(metadata.path("annotations").path("owner").asString()).isEqualTo("platform");
    // Beside what keeps it from each engine.
    assertThat(metadata.path("annotations").size()).isEqualTo(1 + Engines.kept().size());
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'istio: {cni: true}', privileged",
    "'istio: {dataPlane: ambient}', privileged",
    "'platform: eks, istio: {cni: true}', privileged",
    "'platform: openshift, istio: {dataPlane: ambient}', ''",
    "'controlPlane: {role: primary}, istio: {cni: false}', ''",
  })
  void admitNodeAgentsWhereTheyRunThere(String cluster, String level) {
    assertThat(metadata(Plans.MESH, cluster).path("labels").path(ENFORCE).asString(""))
        .isEqualTo(level);
  }
}
