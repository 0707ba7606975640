package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.net.IpAddress;
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

/** The east-west gateway as the upstream chart renders it. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class HelmGatewayTest {
  private static final Set<Integer> ISTIOD =
      Set.of(GatewayPort.ISTIOD.number(), GatewayPort.WEBHOOK.number());

  static List<Variant> variants(Renderings renderings) {
    return IstioCharts.variants(IstioCharts::clusters, ArgoCdTest.ofArgoCd(), renderings);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theGatewayIsReachedFromWhereItShouldBe(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      if (rendering.releases(cluster).contains("eastwestgateway")) {
        List<Manifest> objects = IstioCharts.render(rendering, cluster, "eastwestgateway");
        Manifest service = IstioCharts.one(objects, "Service", "istio-eastwestgateway");
        assertThat(service.text("/spec/type")).isEqualTo("LoadBalancer");
        assertThat(service.list("/spec/ports"))
            .extracting(port -> port.path("port").asInt())
            .contains(
                cluster.eastWest().ports().status().value(),
                cluster.eastWest().ports().tls().value());
        checkFound(service, cluster.eastWest().ports().tls().value());
        assertThat(service.text("/metadata/labels/topology.istio.io~1network"))
            .isEqualTo(cluster.network());
        assertThat(service.texts("/spec/loadBalancerSourceRanges"))
            .containsExactlyElementsOf(
                cluster.eastWest().sourceRanges().stream().map(Located::value).toList());
        boolean internal = cluster.eastWest().exposure() == Exposure.INTERNAL;
        assertThat(service.at("/metadata/annotations").toString())
            .contains(loadBalancer(cluster, internal));
        assertThat(service.find("/spec/loadBalancerIP").orElse("")).isEqualTo(askedFor(cluster));
        JsonNode template =
            IstioCharts.one(objects, "Deployment", "istio-eastwestgateway").at("/spec/template");
        for (Manifest listener : listeners(rendering, cluster)) {
          checkSelected(
              listener,
              service,
              template.at("/metadata/labels"),
              rendering.topology().gateways().exposesIstiod(cluster));
        }
        assertThat(template.at("/metadata/labels/topology.istio.io~1network").asString())
            .isEqualTo(cluster.network());
        assertThat(
                IstioCharts.env(
                    template.at("/spec/containers/0"), "ISTIO_META_REQUESTED_NETWORK_VIEW"))
            .containsExactly(cluster.network());
        assertThat(
                IstioCharts.one(objects, "PodDisruptionBudget", "istio-eastwestgateway")
                    .at("/spec/minAvailable")
                    .asInt())
            .isEqualTo(1);
      }
    }
  }

  /** The way of a connection: the Service's port, its Pods, and the listener on them. */
  private static void checkSelected(
      Manifest listener, Manifest service, JsonNode labels, boolean istiod) {
    Set<Integer> open = new TreeSet<>();
    service.list("/spec/ports").forEach(each -> open.add(each.path("targetPort").asInt()));
    for (JsonNode server : listener.list("/spec/servers")) {
      int port = server.at("/port/number").asInt();
      // A primary's listeners for its istiod select the gateways of remotes as well, where nothing
      // but the Pods has these ports.
      if (ISTIOD.contains(port) && !istiod) {
        assertThat(open).doesNotContain(port);
        continue;
      }
      assertThat(service.list("/spec/ports"))
          .anyMatch(each -> each.path("targetPort").asInt() == port)
          .noneMatch(
              each -> each.path("port").asInt() == port && each.path("targetPort").asInt() != port);
    }
    assertThat(listener.namespace()).isEqualTo(service.namespace());
    for (JsonNode selector : List.of(service.at("/spec/selector"), listener.at("/spec/selector"))) {
      assertThat(selector.properties()).isNotEmpty();
      for (Map.Entry<String, JsonNode> label : selector.properties()) {
        assertThat(labels.path(label.getKey())).isEqualTo(label.getValue());
      }
    }
  }

  /** Other clusters' istiod takes the port from a label, and the gateway for none without it. */
  private static void checkFound(Manifest service, int tls) {
    assertThat(service.find("/metadata/labels/networking.istio.io~1gatewayPort"))
        .isEqualTo(Optional.of(tls).filter(port -> port != 15443).map(String::valueOf));
    assertThat(service.list("/spec/ports"))
        .anyMatch(
            port -> port.path("port").asInt() == tls && port.path("targetPort").asInt() == 15443);
  }

  /** What listens on a cluster's gateway: of its own istiod, or of its first primary. */
  private static List<Manifest> listeners(Rendering rendering, Cluster cluster) {
    String from =
        cluster.controlPlane().isRemote()
            ? cluster.controlPlane().primaries().get(0).value()
            : cluster.name();
    for (Cluster external : rendering.externals()) {
      from = external.controlPlane().hosting().configCluster().orElseThrow();
    }
    String folder = "clusters/" + from + "/";
    List<Manifest> listeners =
        rendering.manifests("networking.istio.io/v1", "Gateway").stream()
            .filter(gateway -> gateway.file().startsWith(folder))
            .toList();
    assertThat(listeners).isNotEmpty();
    return listeners;
  }

  /** What is requested by the Service's own field. */
  private static String askedFor(Cluster cluster) {
    return switch (cluster.platform()) {
      case EKS, AKS -> "";
      case GKE -> promised(cluster);
      default ->
          cluster.eastWest().loadBalancer().of(LoadBalancer.ADDRESSES).stream()
              .map(Located::value)
              .findFirst()
              .orElseGet(() -> promised(cluster));
    };
  }

  private static String promised(Cluster cluster) {
    return cluster.eastWest().address().flatMap(IpAddress::parse).map(IpAddress::text).orElse("");
  }

  private static String loadBalancer(Cluster cluster, boolean internal) {
    return switch (cluster.platform()) {
      case EKS ->
          "\"service.beta.kubernetes.io/aws-load-balancer-scheme\":\""
              + (internal ? "internal\"" : "internet-facing\"");
      case AKS ->
          internal ? "\"service.beta.kubernetes.io/azure-load-balancer-internal\":\"true\"" : "";
      case GKE -> internal ? "\"networking.gke.io/load-balancer-type\":\"Internal\"" : "";
      default -> "";
    };
  }
}
