package dev.meshgen.report;

import static dev.meshgen.testing.Plans.MESH;
import static dev.meshgen.testing.Plans.cluster;
import static dev.meshgen.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.plan.MeshPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a firewall between the clusters has to let through, and nothing else. */
class FirewallTest {

  private static List<String> rows(MeshPlan plan) {
    return new Firewall(plan)
        .rows().stream()
            .map(row -> String.join(" | ", row.from(), row.to(), row.port(), row.why()))
            .toList();
  }

  @Test
  void namesThePortsOfTheApiServersAsTheSpecSaysThem() {
    String api = "kubernetes: {apiServer: \"https://%s\"}";
    MeshPlan stated =
        plan(
            MESH,
            cluster("a", api.formatted("a.example:8443"))
                + cluster("b", api.formatted("b.example")));
    assertThat(rows(stated)).anyMatch(row -> row.contains(" | 443 or 8443 | endpoint discovery"));
    MeshPlan unstated =
        plan(MESH, cluster("a", api.formatted("a.example:8443")) + cluster("b", ""));
    assertThat(rows(unstated)).anyMatch(row -> row.contains(" | 443, 6443 or 8443 | "));
  }

  @Test
  void asksForTheStatusPortWhereItWasMoved() {
    MeshPlan moved =
        plan(
            MESH,
            cluster("a", "platform: aks, eastWest: {ports: {status: 16021}}") + cluster("b", ""));
    assertThat(rows(moved)).anyMatch(row -> row.contains(" | the node port of 16021 | "));
  }

  @Test
  void eachGatewayIsReachedAtItsOwnPort() {
    String one = "network: one, eastWest: {ports: {tls: %d}}";
    MeshPlan plan =
        plan(
            MESH,
            cluster("a", one.formatted(15443)) + cluster("b", one.formatted(443)),
            cluster("c", ""));
    assertThat(rows(plan))
        .anyMatch(row -> row.contains(" | the east-west gateway of a | 15443 | traffic"))
        .anyMatch(row -> row.contains(" | the east-west gateway of b | 443 | traffic"))
        .anyMatch(row -> row.contains(" | the east-west gateways of network c | 15443 | "));
  }

  /** Sidecars that join do not yet keep ambient clusters from speaking HBONE. */
  @Test
  void aGatewayOfAnotherKindInANetworkIsReachedToo() {
    String ambient = "istio: {dataPlane: ambient}";
    MeshPlan plan =
        plan(
            MESH,
            cluster("a", "network: one, " + ambient) + cluster("b", ambient),
            cluster("c", "network: one, state: joining"));
    assertThat(rows(plan))
        .anyMatch(row -> row.contains(" | the east-west gateway of a | 15008 | traffic"))
        .anyMatch(row -> row.contains(" | the east-west gateway of c | 15443 | traffic"))
        .anyMatch(row -> row.contains(" | the east-west gateways of network b | 15008 | "));
  }

  @Test
  void asksForTheHealthOfAGatewayThatOnlyRemotesReach() {
    String remotes =
        cluster("hub", "platform: aks, network: one, eastWest: {address: 10.0.0.8}")
            + cluster("edge", "network: one, controlPlane: {role: remote, primaries: [hub]}");
    String check = " | the nodes that run the east-west gateway of hub, 10.0.0.8 | ";
    assertThat(rows(plan(MESH, remotes))).anyMatch(row -> row.contains(check));
    String apart = cluster("apart", "network: two, state: detached");
    assertThat(rows(plan(MESH, remotes, apart))).anyMatch(row -> row.contains(check));
  }

  @Test
  void staysShortInAMeshOfManyNetworks() {
    StringBuilder clusters = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String network = "network: net-" + i;
      clusters.append(cluster("a" + i, network)).append(cluster("b" + i, network));
    }
    List<String> rows = rows(plan(MESH, clusters.toString()));

    assertThat(rows).hasSizeLessThan(8);
    assertThat(rows)
        .anyMatch(
            row -> row.contains("the east-west gateways of each network") && row.contains("net-19"))
        .anyMatch(row -> row.contains("pods of each network") && row.contains("net-7,"));
  }

  @Test
  void saysOnceWhatHoldsForManyGatewaysWithAddressesOfTheirOwn() {
    StringBuilder clusters = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String gateway = "platform: aks, eastWest: {address: 203.0.113.%d, sourceRanges: [%s]}";
      String ranges = i < 2 ? "192.0.2.0/24" : "198.51.100.0/24";
      clusters.append(cluster("c" + i, gateway.formatted(i, ranges)));
    }
    List<String> rows = rows(plan(MESH, clusters.toString()));

    assertThat(rows).hasSizeLessThan(8);
    assertThat(rows)
        .filteredOn(row -> row.contains(", within 198.51.100.0/24 | "))
        .singleElement()
        .asString()
        .contains("the east-west gateways of these clusters | 15443 | ", "; 18 clusters: ")
        .contains("c10, 203.0.113.10; c11, 203.0.113.11;", "c9, 203.0.113.9");
    assertThat(rows)
        .filteredOn(row -> row.contains(", within 192.0.2.0/24 | "))
        .hasSize(2)
        .anyMatch(row -> row.contains(" | the east-west gateway of c1, 203.0.113.1 | 15443 | "));
  }

  @Test
  void saysNothingTwice() {
    MeshPlan mixed =
        plan(
            MESH,
            cluster("a", "platform: openshift, network: one")
                + cluster("b", "platform: k3s, network: one")
                + cluster("c", ""));
    assertThat(rows(mixed)).doesNotHaveDuplicates();
  }

  @Test
  void opensAGatewayToThoseThatDiscoverItsNetwork() {
    String groups =
        "  discovery: {mode: groups, groups: [{name: red, match: {red: \"yes\"}},"
            + " {name: blue, match: {blue: \"yes\"}}]}\n";
    String member = "---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\n";
    String documents =
        member
            + "metadata: {name: a, labels: {red: \"yes\"}}\n"
            + member
            + "metadata: {name: b, labels: {red: \"yes\", blue: \"yes\"}}\n"
            + member
            + "metadata: {name: c, labels: {blue: \"yes\"}}\n"
            + member
            + "metadata: {name: alone}\n";
    assertThat(rows(plan(MESH + groups, documents)))
        .anyMatch(row -> row.startsWith("pods of network b | the east-west gateways of network a"))
        .anyMatch(
            row -> row.startsWith("pods of networks a, c | the east-west gateways of network b"))
        .noneMatch(row -> row.contains("network alone"))
        .anyMatch(
            row ->
                row.startsWith(
                    "istiod of every cluster in the group red | the API servers of the group red"));
  }

  @Test
  void aPrimaryThatStandsByIsReachedOnceItIsTheFirst() {
    String primary = "network: flat, eastWest: {address: 10.0.0.%d}";
    MeshPlan plan =
        plan(
            MESH,
            cluster("hub", primary.formatted(8))
                + cluster("spare", primary.formatted(9))
                + cluster(
                    "edge",
                    "network: flat, controlPlane: {role: remote, primaries: [hub, spare]}"));
    assertThat(rows(plan))
        .anyMatch(row -> row.contains("gateway of hub") && row.endsWith("and certificates"))
        .anyMatch(
            row ->
                row.contains("gateway of spare")
                    && row.endsWith("once it is the first of their primaries"));
  }

  @Test
  void asksNothingOfAnApiServerThatNobodyReads() {
    String api = "kubernetes: {apiServer: \"https://%s\"}";
    MeshPlan leaving =
        plan(
            MESH,
            cluster("a", api.formatted("a.example"))
                + cluster("b", api.formatted("b.example"))
                + cluster("c", api.formatted("c.example:8443") + ", state: detached")
                + cluster("d", api.formatted("d.example:9443") + ", state: draining"));
    assertThat(rows(leaving)).anyMatch(row -> row.contains(" | 443 | endpoint discovery"));
    MeshPlan left = plan(MESH, cluster("a", "") + cluster("b", "state: detached"));
    assertThat(rows(left)).noneMatch(row -> row.contains("endpoint discovery"));
  }

  @Test
  void asksNothingWithinAGroupOfOne() {
    String groups = "  discovery: {mode: groups, groups: [{name: red, match: {red: \"yes\"}}]}\n";
    String red = cluster("a", "").replace("{name: a}", "{name: a, labels: {red: \"yes\"}}");
    assertThat(rows(plan(MESH + groups, red + cluster("b", ""))))
        .noneMatch(row -> row.contains("endpoint discovery"));
    assertThat(rows(plan(MESH + groups, red + red.replace("name: a", "name: b"))))
        .anyMatch(row -> row.contains("the API servers of the group red"));
  }

  @Test
  void opensNoGatewayToNetworksOfDetachedClusters() {
    String gateways = "the east-west gateways of network a";
    assertThat(rows(plan(MESH, cluster("a", "") + cluster("b", ""))))
        .anyMatch(row -> row.contains(gateways));
    assertThat(rows(plan(MESH, cluster("a", "") + cluster("b", "state: detached"))))
        .noneMatch(row -> row.contains(gateways));
  }
}
