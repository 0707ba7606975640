package dev.meshgen.report;

import static dev.meshgen.testing.Plans.MESH;
import static dev.meshgen.testing.Plans.cluster;
import static dev.meshgen.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.delivery.FileView;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.Templates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that people open first. */
class TreeReadmeTest {
  private static final SecretFacts.Certificate CERTIFICATE =
      new SecretFacts.Certificate(
          "f".repeat(64),
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2027-01-01T00:00:00Z"));

  private static String readme(MeshPlan plan, String... discoverable) {
    TreeMap<String, SecretFacts.Certificate> intermediates = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      intermediates.put(cluster.name(), CERTIFICATE);
    }
    SecretFacts facts =
        new SecretFacts(Optional.of(CERTIFICATE), intermediates, Set.of(discoverable));
    FileView file = new Readme(plan, facts).file();
    return Templates.builtIn().render(file.template(), file.view());
  }

  /** Clusters, so many to a network. */
  private static MeshPlan clusters(int count, int perNetwork) {
    StringBuilder documents = new StringBuilder();
    for (int i = 0; i < count; i++) {
      documents.append(cluster("c%04d".formatted(i), "network: n%03d".formatted(i / perNetwork)));
    }
    return plan(MESH, documents.toString());
  }

  private static List<String> graph(String readme) {
    int start = readme.indexOf("```mermaid\n");
    return readme.substring(start, readme.indexOf("```\n", start + 3)).lines().skip(2).toList();
  }

  @Test
  void drawsOneClusterWithoutLinks() {
    String readme = readme(clusters(1, 1), "c0000");

    assertThat(graph(readme))
        .containsExactly("  subgraph n_n000[\"network n000\"]", "    c_c0000[\"c0000\"]", "  end");
    assertThat(readme).contains("One Istio mesh: 1 cluster, 1 network.").doesNotContain("15443");
  }

  @Test
  void pointsFromARemoteToThePrimaryItConnectsTo() {
    String primary = "network: flat, eastWest: {address: 10.0.0.%d}";
    String plan =
        cluster("hub", primary.formatted(8))
            + cluster("spare", primary.formatted(9))
            + cluster(
                "edge", "network: site, controlPlane: {role: remote, primaries: [spare, hub]}");

    assertThat(graph(readme(plan(MESH, plan))))
        .contains("    c_spare[\"spare\"]", "    c_edge[\"edge\"]", "  c_edge -.->|istiod| c_spare")
        .doesNotContain("  c_edge -.->|istiod| c_hub");
  }

  @Test
  void linksTwoNetworks() {
    assertThat(graph(readme(clusters(2, 1)))).endsWith("  n_n000 <-->|15443| n_n001");
    assertThat(graph(readme(clusters(2, 2)))).noneMatch(line -> line.contains("<-->"));
  }

  @Test
  void linksEveryNetworkWithEveryOtherByWayOfOneNode() {
    List<String> graph = graph(readme(clusters(24, 1)));

    assertThat(graph).filteredOn(line -> line.startsWith("  subgraph")).hasSize(24);
    assertThat(graph).filteredOn(line -> line.endsWith(" <--> gateways")).hasSize(24);
    assertThat(graph).contains("  gateways([\"east-west gateways, port 15443\"])");
  }

  @Test
  void linksNoNetworkThatHasNoGateway() {
    MeshPlan plan =
        plan(MESH, cluster("a", ""), cluster("b", ""), cluster("c", "eastWest: {enabled: false}"));

    assertThat(graph(readme(plan))).endsWith("  n_a <-->|15443| n_b");
  }

  @ParameterizedTest
  @CsvSource({"30,3,10", "1000,100,10", "1000,1,12"})
  void drawsNetworksOnlyWhenThereAreManyClusters(int clusters, int perNetwork, int drawn) {
    List<String> graph = graph(readme(clusters(clusters, perNetwork)));

    assertThat(graph).filteredOn(line -> line.matches("  n_\\w+\\[.*")).hasSize(drawn);
    assertThat(graph).hasSizeLessThan(40).noneMatch(line -> line.contains("subgraph"));
    assertThat(graph.contains("  more[\"and 988 more networks\"]")).isEqualTo(perNetwork == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30, 1000})
  void hasARowForEveryClusterAndCertificate(int count) {
    List<String> lines = readme(clusters(count, 10)).lines().toList();

    assertThat(lines).filteredOn(line -> line.startsWith("| c")).hasSize(2 * count);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("| root | 2026-01-01T00:00:00Z |"))
        .hasSize(1);
    assertThat(lines).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void listsWhoIsNotSeenYetUntilNobodyIsLeft() {
    MeshPlan plan = plan(MESH, cluster("a", ""), cluster("b", ""));

    assertThat(readme(plan))
        .contains("credential add a ", "credential add b ")
        .contains("| a | generic |  | a | 1.30.5 | primary | not known to be internal | not yet |");
    assertThat(readme(plan, "a")).contains("credential add b ").doesNotContain("credential add a ");
    assertThat(readme(plan, "a", "b"))
        .doesNotContain("credential add", "not discovered yet")
        .contains("| a | generic |  | a | 1.30.5 | primary | not known to be internal | yes |");
  }

  @Test
  void describesTheEngineThatDelivers() {
    MeshPlan flux =
        plan(
            MESH.replaceAll("delivery: .*", "delivery: {flux: {sourceRef: {name: platform}}}"),
            cluster("a", ""));

    assertThat(readme(flux))
        .contains("## Flux", "GitRepository/platform")
        .doesNotContain("Argo CD");
    assertThat(readme(plan(MESH, cluster("a", ""))))
        .contains(
            "## Argo CD", "kubectl --context HUB apply -f rendered/argocd/bootstrap/root.yaml")
        .doesNotContain("## Flux");
  }

  @ParameterizedTest
  @CsvSource({"12,0", "13,1", "40,28"})
  void saysHowManyGatewaysItLeavesOutOfItsLast(int count, int left) {
    StringBuilder clusters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      clusters.append(
          cluster("c%02d".formatted(i), "eastWest: {address: 203.0.113.%d}".formatted(i)));
    }
    String readme = readme(plan(MESH, clusters.toString()));
    String verify = readme.substring(readme.indexOf("## Is it up?"));

    assertThat(verify.lines().filter(line -> line.contains(" | 203.0.113."))).hasSize(count - left);
    if (left == 0) {
      assertThat(verify).doesNotContain("Left out");
    } else {
      assertThat(verify).contains("Left out here: " + left + ". The first table has the address");
    }
    String overview = readme.substring(0, readme.indexOf("## Cert"));
    assertThat(overview.lines().filter(line -> line.contains(", 203.0.113."))).hasSize(count);
  }

  /** A detached cluster is in no loop. */
  @ParameterizedTest
  @CsvSource({"active,true", "detached,false"})
  void explainsAPlaceholderOnlyWhereItHasOne(String state, boolean has) {
    StringBuilder clusters = new StringBuilder(cluster("last", "state: " + state));
    for (int i = 0; i < 12; i++) {
      clusters.append(cluster("c" + i, ""));
    }
    String readme = readme(plan(MESH, clusters.toString()));
    assertThat(readme.contains("for c in CLUSTERS; do")).isEqualTo(has);
    assertThat(readme.contains("with the clusters' names for `CLUSTERS`")).isEqualTo(has);
  }

  @Test
  void keepsATableRowOnOneLine() {
    MeshPlan plan = plan(MESH, cluster("a", "region: \"x\\n| evil | <b>\""));

    assertThat(readme(plan).lines())
        .contains(
            "| a | generic | x \\| evil \\| &lt;b> | a | 1.30.5 | primary | none | needs none |");
  }

  @Test
  void drawsNoLinkBetweenNetworksWithoutAGroupInCommon() {
    String groups =
        "  discovery: {mode: groups, groups: [{name: red, match: {red: \"yes\"}},"
            + " {name: blue, match: {blue: \"yes\"}}]}\n";
    String red = cluster("a", "").replace("{name: a}", "{name: a, labels: {red: \"yes\"}}");
    String blue = cluster("b", "").replace("{name: b}", "{name: b, labels: {blue: \"yes\"}}");
    assertThat(graph(readme(plan(MESH + groups, red + blue))))
        .noneMatch(line -> line.contains("<-->"));
    String both = blue.replace("{blue: ", "{red: \"yes\", blue: ");
    assertThat(graph(readme(plan(MESH + groups, red + both)))).contains("  n_a <-->|15443| n_b");
  }

  @Test
  void namesAPortBetweenNetworksOnlyIfAllHaveIt() {
    String moved = cluster("a", "eastWest: {ports: {tls: 443}}");
    assertThat(graph(readme(plan(MESH, moved, cluster("b", "")))))
        .contains("  n_a <--> n_b")
        .noneMatch(line -> line.contains("443"));
    assertThat(graph(readme(plan(MESH, moved, cluster("b", ""), cluster("c", "")))))
        .contains("  gateways([\"east-west gateways\"])");
    assertThat(graph(readme(plan(MESH, moved, moved.replace("name: a", "name: b")))))
        .contains("  n_a <-->|443| n_b");
  }

  /** No istiod learns of a gateway whose network no other knows. */
  @Test
  void expectsNoGatewayThatNobodyIsToldOf() {
    String groups = "  discovery: {mode: groups, groups: [{name: red, match: {red: \"yes\"}}]}\n";
    String address = "eastWest: {address: 203.0.113.%d}";
    String red =
        cluster("a", address.formatted(1)).replace("name: a", "name: a, labels: {red: \"yes\"}");
    String peer =
        cluster("b", address.formatted(2)).replace("name: b", "name: b, labels: {red: \"yes\"}");
    String readme = readme(plan(MESH + groups, red, peer, cluster("c", address.formatted(3))));
    assertThat(readme.substring(readme.indexOf("## Is it up?")))
        .contains("| a | 203.0.113.1 | 15443 |", "| b | 203.0.113.2 | 15443 |")
        .doesNotContain("203.0.113.3");
  }

  @Test
  void sidecarsOfADetachedClusterKeepNobodyApart() {
    String ambient = MESH.replace("istio: {", "istio: {dataPlane: ambient, ");
    String clusters = cluster("a", "") + cluster("b", "");
    String sidecars = "istio: {dataPlane: sidecar}";
    assertThat(readme(plan(ambient, clusters + cluster("c", sidecars))))
        .contains("As long as some clusters use sidecars");
    assertThat(readme(plan(ambient, clusters + cluster("c", sidecars + ", state: detached"))))
        .doesNotContain("As long as some clusters use sidecars");
  }
}
