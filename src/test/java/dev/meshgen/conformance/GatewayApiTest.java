package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.PlatformName;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * East-west gateways that istiod deploys, by what istiod makes of a Gateway: the Deployment and the
 * Service have the labels below {@code infrastructure}, the ports of the listeners, and what the
 * ConfigMap of parameters adds (istio {@code kube-gateway.yaml} and {@code
 * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go}).
 */
@ExtendWith(Renderings.class)
class GatewayApiTest {
  private static final String API = "gateway.networking.k8s.io/v1";

  static List<Variant> variants() {
    return Variants.all().stream()
        .filter(variant -> variant.name().startsWith("gateway-api"))
        .toList();
  }

  static List<Variant> closed(Renderings renderings) {
    return variants().stream()
        .filter(variant -> renderings.of(variant).mesh().security().networkPolicy())
        .toList();
  }

  private static List<Cluster> deployed(Rendering rendering) {
    List<Cluster> clusters =
        rendering.clusters().stream()
            .filter(cluster -> cluster.eastWest().api() == EastWest.Api.GATEWAY_API)
            .toList();
    assertThat(clusters).isNotEmpty();
    return clusters;
  }

  private static Manifest file(Rendering rendering, Cluster cluster, String name) {
    return rendering.manifest("clusters/" + cluster.name() + "/eastwest/" + name);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void otherClustersFindItByItsLabels(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : deployed(rendering)) {
      Manifest gateway = file(rendering, cluster, "gateway.yaml");
      assertThat(rendering.releases(cluster)).doesNotContain("eastwestgateway");
      assertThat(gateway.text("/spec/gatewayClassName")).isEqualTo("istio");
      JsonNode copied = gateway.at("/spec/infrastructure/labels");
      assertThat(copied).isEqualTo(gateway.at("/metadata/labels"));
      assertThat(copied.path("topology.istio.io/network").asString()).isEqualTo(cluster.network());
      int port = cluster.eastWest().ports().tls().value();
      assertThat(copied.path("networking.istio.io/gatewayPort").asString("15443"))
          .isEqualTo(String.valueOf(port));
      List<String> hosts = new ArrayList<>();
      for (JsonNode listener : gateway.list("/spec/listeners")) {
        assertThat(listener.at("/tls/mode").asString()).isEqualTo("Passthrough");
        // istiod takes the listener of exactly this port for that of other networks.
        if (listener.path("port").asInt() == port) {
          hosts.add(listener.path("hostname").asString());
        }
      }
      assertThat(hosts)
          .containsExactlyElementsOf(
              cluster.eastWest().hosts().stream().map(host -> host.value()).toList());
      assertThat(gateway.list("/spec/listeners"))
          .extracting(listener -> listener.path("name").asString())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theParametersAreThereAndSayWhoMayConnect(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : deployed(rendering)) {
      Manifest gateway = file(rendering, cluster, "gateway.yaml");
      Manifest parameters = file(rendering, cluster, "parameters.yaml");
      assertThat(gateway.text("/spec/infrastructure/parametersRef/name"))
          .isEqualTo(parameters.name());
      assertThat(parameters.namespace()).isEqualTo(gateway.namespace());
      for (String key : List.of("horizontalPodAutoscaler", "podDisruptionBudget")) {
        assertThat(ConsumerYaml.readOne(parameters.text("/data/" + key)).path("spec").isObject())
            .isTrue();
      }
      JsonNode service =
          parameters
              .find("/data/service")
              .map(ConsumerYaml::readOne)
              .orElseGet(() -> ConsumerYaml.readOne("{}"));
      assertThat(service.at("/metadata/annotations").toString())
          .contains(
              switch (cluster.platform()) {
                case AKS -> "_health-probe_port\":\"15021\"";
                case EKS -> "aws-load-balancer-healthcheck-port\":\"15021\"";
                case GKE -> "networking.gke.io/load-balancer-type\":\"Internal\"";
                default -> "";
              });
      List<String> ranges = new ArrayList<>();
      service.at("/spec/loadBalancerSourceRanges").forEach(range -> ranges.add(range.asString()));
      assertThat(ranges)
          .containsExactlyElementsOf(
              cluster.eastWest().sourceRanges().stream().map(range -> range.value()).toList());
      assertThat(service.at("/spec/loadBalancerIP").asString(""))
          .isEqualTo(
              cluster.platform() == PlatformName.GKE
                  ? cluster.eastWest().address().orElse("")
                  : "");
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void remotesReachIstiodByRoutes(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    int routed = 0;
    for (Cluster cluster : deployed(rendering)) {
      String own = "clusters/" + cluster.name() + "/";
      boolean exposes = rendering.topology().controlPlanes().hasRemotes(cluster);
      assertThat(rendering.files().containsKey(own + "config/istiod-gateway.yaml")).isFalse();
      assertThat(rendering.files().containsKey(own + "eastwest/istiod-routes.yaml"))
          .isEqualTo(exposes);
      if (exposes) {
        Manifest gateway = file(rendering, cluster, "gateway.yaml");
        for (Manifest route : rendering.manifests(own + "eastwest/istiod-routes.yaml")) {
          assertThat(route.apiVersion()).isEqualTo(API);
          assertThat(route.text("/spec/parentRefs/0/name")).isEqualTo(gateway.name());
          assertThat(gateway.list("/spec/listeners"))
              .extracting(listener -> listener.path("name").asString())
              .contains(route.text("/spec/parentRefs/0/sectionName"));
          assertThat(route.texts("/spec/hostnames"))
              .contains("istiod." + rendering.mesh().istioNamespace() + ".svc");
          assertThat(route.text("/spec/rules/0/backendRefs/0/name")).isEqualTo("istiod");
          routed++;
        }
      }
    }
    assertThat(routed).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("closed")
  void itsPodsAreOpenWhereTheyListen(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : deployed(rendering)) {
      Manifest gateway = file(rendering, cluster, "gateway.yaml");
      Manifest policy =
          rendering.manifests("networking.k8s.io/v1", "NetworkPolicy").stream()
              .filter(found -> found.file().startsWith("clusters/" + cluster.name() + "/"))
              .filter(found -> found.name().equals("istio-eastwestgateway"))
              .findFirst()
              .orElseThrow();
      assertThat(
              policy.text("/spec/podSelector/matchLabels/gateway.networking.k8s.io~1gateway-name"))
          .isEqualTo(gateway.name());
      Set<Integer> listens = new TreeSet<>(Set.of(15021));
      gateway
          .list("/spec/listeners")
          .forEach(listener -> listens.add(listener.path("port").asInt()));
      Set<Integer> open = new TreeSet<>();
      policy.list("/spec/ingress").stream()
          .filter(rule -> !rule.has("from"))
          .forEach(rule -> rule.path("ports").forEach(port -> open.add(port.at("/port").asInt())));
      assertThat(open).isEqualTo(listens);
    }
  }
}
