package dev.meshgen.plan;

import static dev.meshgen.testing.Plans.A;
import static dev.meshgen.testing.Plans.B;
import static dev.meshgen.testing.Plans.C;
import static dev.meshgen.testing.Plans.MESH;
import static dev.meshgen.testing.Plans.cluster;
import static dev.meshgen.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.recipient.Recipient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided, from the spec alone. */
class PlanMeshTest {
  private static final String AZURE = "service.beta.kubernetes.io/azure-";
  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";

  /** Whose istiod discovers the others. */
  private static final String READER = cluster("reader", "");

  /** The plan of a cluster which has another one beside it, on another network. */
  private static ClusterPlan first(String spec) {
    return plan(MESH, cluster("a", spec), cluster("b", "network: elsewhere")).clusters().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eks | internal
          eks | internet
          aks | internal
          aks | internet
          gke | internal
          gke | internet
          openshift | internal
          k3s | internal
          generic | internet
          """)
  void tellsEachCloudsLoadBalancerWhatItNeeds(String platform, String exposure) {
    Map<String, String> annotations =
        first("platform: %s, eastWest: {exposure: %s}".formatted(platform, exposure))
            .eastWest()
            .orElseThrow()
            .annotations();

    assertThat(annotations).isEqualTo(expected(platform, exposure));
  }

  private static Map<String, String> expected(String platform, String exposure) {
    Map<String, String> expected = new TreeMap<>();
    boolean internal = exposure.equals("internal");
    switch (platform) {
      case "eks" -> {
        expected.put(AWS + "type", "external");
        expected.put(AWS + "nlb-target-type", "ip");
        expected.put(AWS + "scheme", internal ? "internal" : "internet-facing");
        expected.put(AWS + "healthcheck-protocol", "http");
        expected.put(AWS + "healthcheck-port", "15021");
        expected.put(AWS + "healthcheck-path", "/healthz/ready");
      }
      case "aks" -> {
        if (internal) {
          expected.put("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
        }
        expected.put(AZURE + "load-balancer-health-probe-protocol", "http");
        expected.put(AZURE + "load-balancer-health-probe-request-path", "/healthz/ready");
        // Without remotes no one connects to istiod, whose ports are closed then.
        expected.put("service.beta.kubernetes.io/port_15443_health-probe_port", "15021");
      }
      case "gke" -> {
        if (internal) {
          expected.put("networking.gke.io/load-balancer-type", "Internal");
          expected.put("networking.gke.io/internal-load-balancer-allow-global-access", "true");
        }
      }
      default -> {}
    }
    return expected;
  }

  private static Recipient age(String text) {
    return new Recipient("age", text);
  }

  @Test
  void runsGatewaysOnlyWhereThereIsSomethingToCross() {
    assertThat(plan(MESH, cluster("a", "network: flat"), cluster("b", "network: flat")).clusters())
        .allMatch(cluster -> cluster.eastWest().isEmpty());
    assertThat(plan(MESH, cluster("a", ""), cluster("b", "")).clusters())
        .allMatch(cluster -> cluster.eastWest().isPresent());
    assertThat(plan(MESH, cluster("a", "")).clusters().get(0).eastWest()).isEmpty();
    assertThat(first("eastWest: {enabled: false}").eastWest()).isEmpty();
    assertThat(plan(MESH, cluster("a", "eastWest: {enabled: true}")).clusters().get(0).eastWest())
        .isPresent();
  }

  @Test
  void limitsGatewaysToTheSourcesAndHostsOfTheSpec() {
    ClusterPlan limited =
        first("eastWest: {sourceRanges: [198.51.100.0/24], hosts: [\"*.shop.svc.cluster.local\"]}");

    assertThat(limited.eastWest().orElseThrow().sourceRanges()).containsExactly("198.51.100.0/24");
    assertThat(limited.gateways().crossNetwork().orElseThrow().hosts())
        .containsExactly("*.shop.svc.cluster.local");
    assertThat(first("").gateways().crossNetwork().orElseThrow().hosts())
        .containsExactly("*.local");
  }

  @Test
  void servesTheMeshsOwnDomainWhenItIsNotTheUsualOne() {
    MeshPlan plan =
        plan(
            MESH.replace("trustDomain:", "clusterDomain: corp.example\n  trustDomain:"),
            cluster("a", ""),
            cluster("b", ""));

    assertThat(plan.clusters().get(0).gateways().crossNetwork().orElseThrow().hosts())
        .containsExactly("*.corp.example");
  }

  @Test
  void installsReleasesAndLayersInTheirOrder() {
    ClusterPlan cluster = first("values: {istiod: {autoscaleMin: 2}, base: {}}");

    assertThat(cluster.releases())
        .extracting(Release::name)
        .containsExactly("istio-base", "istiod", "istio-eastwestgateway");
    assertThat(cluster.releases()).extracting(Release::version).containsOnly("1.30.5");
    assertThat(cluster.releases())
        .extracting(release -> release.overrides().isPresent())
        .containsExactly(false, true, false);
    assertThat(cluster.layers())
        .extracting(Layer::id)
        .containsExactly(
            "namespaces", "trust", "base", "access", "istiod", "eastwest", "config", "discovery");
    assertThat(plan(MESH, cluster("a", "")).clusters().get(0).layers())
        .doesNotContain(Layer.EASTWEST);
  }

  @ParameterizedTest
  @CsvSource({"1.28.0,false", "1.29.1,false", "1.30.5,true", "1.31.1,true"})
  void failsClosedFromTheStartWhereTheChartsCan(String version, boolean failsClosed) {
    assertThat(first("istio: {version: \"" + version + "\"}").releases().subList(0, 2))
        .allMatch(release -> release.failClosedWebhook() == failsClosed);
  }

  private static SortedSet<Integer> ports(Integer... ports) {
    return new TreeSet<>(List.of(ports));
  }

  @Test
  void networksReachEachOtherAtOnePortOrAtNone() {
    String moved = "eastWest: {ports: {tls: 443}}";
    assertThat(plan(MESH, cluster("a", moved), cluster("b", moved)).gatewayPort()).contains(443);
    assertThat(plan(MESH, cluster("a", moved), cluster("b", "")).gatewayPort()).isEmpty();
    assertThat(plan(MESH, cluster("a", "network: w, " + moved), cluster("b", "network: w")))
        .satisfies(plan -> assertThat(plan.networks().get(0).linked()).isFalse())
        .satisfies(plan -> assertThat(plan.gatewayPort()).isEmpty());
  }

  @Test
  void groupsClustersByNetwork() {
    MeshPlan plan =
        plan(
            MESH,
            cluster("c", "network: x"),
            cluster("a", "network: x, eastWest: {enabled: false}"),
            cluster("b", "network: w, eastWest: {ports: {tls: 443}}"));

    assertThat(plan.networks())
        .containsExactly(
            new NetworkPlan("w", List.of("b"), List.of("b"), ports(443), true, Optional.empty()),
            new NetworkPlan(
                "x", List.of("a", "c"), List.of("c"), ports(15443), true, Optional.empty()));
    assertThat(plan.gatewayPort()).isEmpty();
  }

  @Test
  void sealsEachFileForThoseWhoNeedIt() {
    MeshPlan plan =
        plan(
            MESH.replace("root: {age", "discovery: {age: [" + B + "]}, root: {age"),
            cluster("a", ""),
            cluster("b", "secrets: {sops: {age: [" + A + "]}}"));

    assertThat(plan.root().orElseThrow().recipients()).containsExactly(age(C));
    assertThat(plan.secrets())
        .extracting(SecretPlan::path)
        .containsExactly(
            "trust/root-ca.sops.yaml",
            "trust/next-root-ca.sops.yaml",
            "clusters/a/trust/cacerts.sops.yaml",
            "discovery/a.sops.yaml",
            "clusters/b/trust/cacerts.sops.yaml",
            "discovery/b.sops.yaml");
    assertThat(plan.clusters().get(0).cacerts().orElseThrow().recipients())
        .containsExactly(age(B), age(A));
    assertThat(plan.clusters().get(1).cacerts().orElseThrow().recipients()).containsExactly(age(A));
    assertThat(plan.clusters())
        .allMatch(each -> each.remote().orElseThrow().recipients().equals(List.of(age(B))));
  }

  /** What shapes a secret is in its digest, and nothing else: all the rest may change freely. */
  @Test
  void knowsWhatShapesASecret() {
    MeshPlan before = plan(MESH, cluster("a", "kubernetes: {apiServer: \"https://a\"}"), READER);
    ClusterPlan a = before.clusters().get(0);

    MeshPlan same =
        plan(
            MESH.replace("[" + A + ", " + B + "]", "[" + B + ", " + A + "]"),
            cluster(
                "a",
                "platform: gke, region: x, istio: {version: \"1.31.1\"},"
                    + " kubernetes: {version: \"1.34\", apiServer: \"https://a\"}"),
            READER);
    assertThat(same.root()).isEqualTo(before.root());
    assertThat(same.clusters().get(0).cacerts()).isEqualTo(a.cacerts());
    assertThat(same.clusters().get(0).remote()).isEqualTo(a.remote());

    ClusterPlan moved =
        plan(MESH, cluster("a", "kubernetes: {apiServer: \"https://b\"}"), READER)
            .clusters()
            .get(0);
    assertThat(moved.remote().orElseThrow().inputs())
        .isNotEqualTo(a.remote().orElseThrow().inputs());
    assertThat(moved.cacerts()).isEqualTo(a.cacerts());

    MeshPlan longer =
        plan(
            MESH.replace("istio:", "trust: {intermediate: {validity: 90d}}\n  istio:"),
            cluster("a", "kubernetes: {apiServer: \"https://a\"}"));
    assertThat(longer.root()).isEqualTo(before.root());
    assertThat(longer.clusters().get(0).cacerts().orElseThrow().inputs())
        .isNotEqualTo(a.cacerts().orElseThrow().inputs());

    MeshPlan other =
        plan(
            MESH.replace("retail.example", "shop.example"),
            cluster("a", "kubernetes: {apiServer: \"https://a\"}"));
    assertThat(other.root()).isEqualTo(before.root());
    assertThat(other.clusters().get(0).cacerts().orElseThrow().inputs())
        .isNotEqualTo(a.cacerts().orElseThrow().inputs());

    MeshPlan stronger =
        plan(MESH.replace("istio:", "trust: {root: {key: rsa-4096}}\n  istio:"), cluster("a", ""));
    assertThat(stronger.root().orElseThrow().inputs())
        .isNotEqualTo(before.root().orElseThrow().inputs());
  }

  @Test
  void digestsPartsSoThatNoTwoListsLookAlike() {
    assertThat(Digest.of(new TreeMap<>(Map.of("ab", "c"))))
        .isNotEqualTo(Digest.of(new TreeMap<>(Map.of("a", "bc"))))
        .hasSize(64);
  }
}
