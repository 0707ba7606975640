package dev.meshgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How Argo CD finds the clusters that it deploys to. */
class ArgoCdDestinationsTest {
  private static final String OWN = "https://kubernetes.default.svc";

  @Test
  void ofItsOwnClusterIsTheAddressWhateverTheNameThere() {
    PlainTree tree = PlainTree.of(Plans.MESH, Plans.cluster("east", ""));

    assertThat(destination(tree, "argocd/bootstrap/root.yaml")).isEqualTo(server(OWN));
    assertThat(destination(tree, "argocd/mesh/clusters/east.yaml")).isEqualTo(server(OWN));
    JsonNode admitted = tree.yaml("argocd/mesh/project.yaml").at("/spec/destinations/0");
    assertThat(admitted.path("server").asString()).isEqualTo(OWN);
    assertThat(admitted.has("name")).isFalse();
    assertThat(tree.paths()).noneMatch(path -> tree.text(path).contains("name: in-cluster"));
  }

  @ParameterizedTest
  @CsvSource({
    "in-cluster, server=https://kubernetes.default.svc",
    "https://kubernetes.default.svc, server=https://kubernetes.default.svc",
    "https://east.example:6443, server=https://east.example:6443",
    "fleet-east, name=fleet-east",
  })
  void areNamesOrAddresses(String written, String expected) {
    PlainTree tree =
        PlainTree.of(
            Plans.MESH, Plans.cluster("east", "argocd: {destination: \"" + written + "\"}"));

    assertThat(destination(tree, "argocd/clusters/east/istiod.yaml")).isEqualTo(expected);
    assertThat(place(tree.yaml("argocd/mesh/project.yaml").at("/spec/destinations/1")))
        .isEqualTo(expected);
  }

  @Test
  void comeWithAProjectOfTheRootThatExists() {
    String mesh = Plans.MESH.replace("argocd: {", "argocd: {rootProject: platform, ");

    PlainTree named = PlainTree.of(mesh, Plans.cluster("east", ""));

    assertThat(named.yaml("argocd/bootstrap/root.yaml").at("/spec/project").asString())
        .isEqualTo("platform");
    assertThat(
            PlainTree.of(Plans.MESH, Plans.cluster("east", ""))
                .yaml("argocd/bootstrap/root.yaml")
                .at("/spec/project")
                .asString())
        .isEqualTo("default");
  }

  private static String destination(PlainTree tree, String application) {
    return place(tree.yaml(application).at("/spec/destination"));
  }

  private static String place(JsonNode destination) {
    String name = destination.path("name").asString("");
    return name.isEmpty() ? server(destination.path("server").asString()) : "name=" + name;
  }

  private static String server(String address) {
    return "server=" + address;
  }
}
