package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** NetworkPolicies against the Pods that the upstream charts make. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class NetworkPolicyTest {
  /** istiod's port for its own liveness, which only the kubelet of its node asks. */
  private static final int READINESS = 8080;

  static List<Variant> primaries(Renderings renderings) {
    return IstioCharts.variants(IstioCharts::primaries, ArgoCdTest.ofArgoCd(), renderings);
  }

  static List<Variant> gateways(Renderings renderings) {
    return IstioCharts.variants(NetworkPolicyTest::closed, ArgoCdTest.ofArgoCd(), renderings);
  }

  static List<Variant> ambientGateways(Renderings renderings) {
    return ArgoCdTest.ofArgoCd().stream()
        .filter(variant -> renderings.of(variant).mesh().security().networkPolicy())
        .filter(variant -> renderings.of(variant).topology().dataPlanes().multiNetwork())
        .toList();
  }

  /**
   * The clusters with gateways of a chart; GatewayApiTest and the last test here are about the
   * rest.
   */
  private static List<Cluster> closed(Rendering rendering) {
    return IstioCharts.clusters(rendering).stream()
        .filter(cluster -> rendering.mesh().security().networkPolicy())
        .filter(cluster -> cluster.eastWest().api() != EastWest.Api.GATEWAY_API)
        .filter(cluster -> !cluster.isAmbient())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("primaries")
  void istiodIsOpenWhereItsServiceLeads(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.primaries(rendering)) {
      Optional<Manifest> policy = policy(rendering, cluster, "istiod");
      assertThat(policy.isPresent()).isEqualTo(rendering.mesh().security().networkPolicy());
      if (policy.isPresent()) {
        List<Manifest> objects = IstioCharts.render(rendering, cluster, "istiod");
        Manifest service = IstioCharts.one(objects, "Service", "istiod");
        Set<Integer> targets = new TreeSet<>();
        service.list("/spec/ports").forEach(port -> targets.add(target(port)));
        assertThat(ports(policy.get(), false)).containsExactlyInAnyOrderElementsOf(targets);
        assertThat(ports(policy.get(), true)).containsExactly(15017);
        assertThat(targets).doesNotContain(READINESS);
        checkSelected(policy.get(), IstioCharts.one(objects, "Deployment", "istiod"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void gatewaysAreOpenWhereTheyListen(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : closed(rendering)) {
      boolean runs = rendering.releases(cluster).contains("eastwestgateway");
      Optional<Manifest> policy = policy(rendering, cluster, "istio-eastwestgateway");
      assertThat(policy.isPresent()).isEqualTo(runs);
      if (policy.isPresent()) {
        Set<Integer> listens = new TreeSet<>(Set.of(15021));
        String own = "clusters/" + cluster.name() + "/";
        String from =
            cluster.controlPlane().isRemote()
                ? "clusters/" + cluster.controlPlane().primaries().get(0).value() + "/"
                : own;
        for (Manifest gateway : rendering.manifests("networking.istio.io/v1", "Gateway")) {
          boolean istiod = gateway.name().equals("istiod-gateway");
          if (gateway.file().startsWith(istiod ? own : from)) {
            gateway
                .list("/spec/servers")
                .forEach(server -> listens.add(server.at("/port/number").asInt()));
          }
        }
        assertThat(ports(policy.get(), true)).isEqualTo(listens);
        checkSelected(
            policy.get(),
            IstioCharts.one(
                IstioCharts.render(rendering, cluster, "eastwestgateway"),
                "Deployment",
                "istio-eastwestgateway"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ambientGateways")
  void ambientGatewaysAreOpenForHbone(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.connected()) {
      Manifest gateway =
          rendering.manifests("gateway.networking.k8s.io/v1", "Gateway").stream()
              .filter(found -> found.file().startsWith("clusters/" + cluster.name() + "/"))
              .findFirst()
              .orElseThrow();
      Manifest policy = policy(rendering, cluster, gateway.name()).orElseThrow();
      assertThat(gateway.text("/spec/listeners/0/protocol")).isEqualTo("HBONE");
      assertThat(ports(policy, true))
          .containsExactly(gateway.at("/spec/listeners/0/port").asInt(), 15021);
      assertThat(
              policy.text("/spec/podSelector/matchLabels/gateway.networking.k8s.io~1gateway-name"))
          .isEqualTo(gateway.name());
    }
  }

  private static Optional<Manifest> policy(Rendering rendering, Cluster cluster, String name) {
    return rendering.manifests("networking.k8s.io/v1", "NetworkPolicy").stream()
        .filter(found -> found.file().startsWith("clusters/" + cluster.name() + "/"))
        .filter(found -> found.name().equals(name))
        .findFirst();
  }

  private static void checkSelected(Manifest policy, Manifest deployment) {
    assertThat(policy.namespace()).isEqualTo(deployment.namespace());
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    assertThat(policy.at("/spec/podSelector/matchLabels").properties()).isNotEmpty();
    // Else HBONE would reach it, and probes from an address that the policy does not know.
    assertThat(labels.path("istio.io/dataplane-mode").asString()).isEqualTo("none");
    for (Map.Entry<String, JsonNode> label :
        policy.at("/spec/podSelector/matchLabels").properties()) {
      assertThat(labels.path(label.getKey())).isEqualTo(label.getValue());
    }
  }

  /** The ports that are open, to everybody or to any Pod of the cluster. */
  private static Set<Integer> ports(Manifest policy, boolean everybody) {
    Set<Integer> ports = new TreeSet<>();
    for (JsonNode rule : policy.list("/spec/ingress")) {
      if (!everybody || !rule.has("from")) {
        rule.path("ports").forEach(port -> ports.add(port.path("port").asInt()));
      }
    }
    return ports;
  }

  private static int target(JsonNode port) {
    return port.has("targetPort") ? port.path("targetPort").asInt() : port.path("port").asInt();
  }
}
