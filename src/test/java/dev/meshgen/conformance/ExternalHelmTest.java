package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the upstream charts make of an istiod outside of its mesh, rendered by Helm. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class ExternalHelmTest {
  static List<Variant> externals(Renderings renderings) {
    return IstioCharts.variants(ExternalHelmTest::hosts, Variants.all(), renderings);
  }

  static List<Variant> hosted(Renderings renderings) {
    return IstioCharts.variants(ExternalHelmTest::guests, Variants.all(), renderings);
  }

  private static List<Cluster> hosts(Rendering rendering) {
    return IstioCharts.atHand(rendering, rendering.externals());
  }

  private static List<Cluster> guests(Rendering rendering) {
    return IstioCharts.atHand(rendering, rendering.hosted());
  }

  @ParameterizedTest
  @MethodSource("externals")
  void istiodRunsForTheConfigClusterAndBringsNoWebhook(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : hosts(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, external, "istiod");
      assertThat(kinds(objects))
          .contains("Deployment", "Service", "ServiceAccount", "ConfigMap")
          .doesNotContain("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");
      JsonNode container =
          IstioCharts.one(objects, "Deployment", "istiod").at("/spec/template/spec/containers/0");
      String config = external.controlPlane().hosting().configCluster().orElseThrow();
      assertThat(IstioCharts.env(container, "CLUSTER_ID")).containsExactly(config);
      assertThat(IstioCharts.env(container, "EXTERNAL_ISTIOD")).containsExactly("true");
      assertThat(IstioCharts.env(container, "INJECTION_WEBHOOK_CONFIG_NAME")).containsExactly("");
      assertThat(IstioCharts.env(container, "VALIDATION_WEBHOOK_CONFIG_NAME")).containsExactly("");
      assertThat(IstioCharts.env(container, "LOCAL_CLUSTER_SECRET_WATCHER"))
          .containsExactly("true");
      assertThat(IstioCharts.env(container, "SHARED_MESH_CONFIG")).containsExactly("istio");
      assertThat(IstioCharts.env(container, "KUBECONFIG"))
          .containsExactly("/var/run/secrets/remote/config");
    }
  }

  /** The chart makes what istiod mounts, in its own namespace. */
  @ParameterizedTest
  @MethodSource("externals")
  void istiodMountsItsConfigurationAndItsCredential(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : hosts(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, external, "istiod");
      JsonNode pod = IstioCharts.one(objects, "Deployment", "istiod").at("/spec/template/spec");
      Set<String> required = new TreeSet<>();
      Set<String> names = new TreeSet<>();
      List<String> all = new ArrayList<>();
      for (JsonNode volume : pod.path("volumes")) {
        all.add(volume.path("name").asString());
        MountedSecret.of(volume)
            .filter(secret -> !secret.isOptional())
            .ifPresent(secret -> required.add(secret.name()));
        names.add(volume.at("/configMap/name").asString(""));
      }
      assertThat(required).containsExactly("cacerts", "istio-kubeconfig");
      assertThat(pod.at("/containers/0/args"))
          .extracting(JsonNode::asString)
          .containsSubsequence("--kubeconfig", "/var/run/secrets/remote-required/config");
      assertThat(names).contains("istio", "istio-sidecar-injector");
      assertThat(all).doesNotHaveDuplicates();
      assertThat(pod.at("/containers/0/volumeMounts"))
          .extracting(mount -> mount.path("mountPath").asString())
          .contains(
              "/etc/istio/config", "/var/lib/istio/inject", "/var/run/secrets/remote-required")
          .doesNotHaveDuplicates();
      JsonNode mesh =
          ConsumerYaml.readOne(IstioCharts.one(objects, "ConfigMap", "istio").text("/data/mesh"));
      String host = external.controlPlane().hosting().host().orElseThrow();
      assertThat(mesh.at("/defaultConfig/discoveryAddress").asString()).isEqualTo(host + ":15012");
      assertThat(mesh.at("/rootNamespace").asString()).isEqualTo(rendering.mesh().istioNamespace());
      Manifest injector = IstioCharts.one(objects, "ConfigMap", "istio-sidecar-injector");
      JsonNode injected = ConsumerYaml.readOne(injector.text("/data/values"));
      assertThat(injected.at("/global/caAddress").asString()).isEqualTo(host + ":15012");
    }
  }

  /**
   * The account whose token istiod uses, with the roles that it needs, in the config cluster only.
   */
  @ParameterizedTest
  @MethodSource("hosted")
  void onlyTheConfigClusterHasAnAccountForIstiod(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster hosted : guests(rendering)) {
      boolean config = rendering.isConfigCluster(hosted.name());
      List<Manifest> objects = IstioCharts.render(rendering, hosted, "istiod");
      assertThat(kinds(objects))
          .contains("MutatingWebhookConfiguration", "ClusterRole")
          .doesNotContain("Deployment", "Service", "EndpointSlice");
      boolean account =
          objects.stream()
              .anyMatch(
                  each -> each.kind().equals("ServiceAccount") && each.name().equals("istiod"));
      assertThat(account).isEqualTo(config);
      Set<String> bound = new TreeSet<>();
      for (Manifest object : objects) {
        if (object.kind().endsWith("RoleBinding")
            && object.at("/subjects/0/name").asString("").equals("istiod")) {
          bound.add(object.text("/roleRef/name"));
          assertThat(object.text("/subjects/0/namespace"))
              .isEqualTo(rendering.mesh().istioNamespace());
        }
      }
      String namespace = rendering.mesh().istioNamespace();
      assertThat(bound)
          .isEqualTo(
              config
                  ? Set.of(
                      "istiod",
                      "istiod-clusterrole-" + namespace,
                      "istiod-gateway-controller-" + namespace)
                  : Set.of());
    }
  }

  @ParameterizedTest
  @MethodSource("hosted")
  void webhooksCallTheHost(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster hosted : guests(rendering)) {
      boolean config = rendering.isConfigCluster(hosted.name());
      String host = rendering.externals().get(0).controlPlane().hosting().host().orElseThrow();
      for (String release : List.of("base", "istiod")) {
        for (Manifest object : IstioCharts.render(rendering, hosted, release)) {
          for (JsonNode webhook : object.list("/webhooks")) {
            String url = webhook.at("/clientConfig/url").asString("");
            if (object.kind().equals("MutatingWebhookConfiguration")) {
              assertThat(url)
                  .isEqualTo(
                      "https://%s:15017/inject/cluster/%s/net/%s"
                          .formatted(host, hosted.name(), hosted.network()));
            } else if (config) {
              assertThat(url).isEqualTo("https://" + host + ":15017/validate");
              assertThat(webhook.path("failurePolicy").asString()).isEqualTo("Ignore");
            }
            assertThat(webhook.at("/clientConfig").has("caBundle")).isFalse();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("externals")
  void theGatewayHasItsPortsAndItsFilesAndMayReadNoSecret(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : hosts(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, external, "istiodgateway");
      assertThat(kinds(objects)).doesNotContain("Role", "RoleBinding");
      Manifest service = IstioCharts.one(objects, "Service", "istiod-gateway");
      assertThat(service.text("/spec/type")).isEqualTo("LoadBalancer");
      assertThat(service.list("/spec/ports"))
          .extracting(port -> port.path("port").asInt())
          .containsExactly(15021, 15012, 15017);
      assertThat(service.find("/metadata/labels/topology.istio.io~1network")).isEmpty();
      JsonNode template =
          IstioCharts.one(objects, "Deployment", "istiod-gateway").at("/spec/template");
      Manifest gateway =
          rendering
              .manifests("clusters/" + external.name() + "/config/external-istiod.yaml")
              .get(0);
      assertThat(template.at("/metadata/labels/istio").asString())
          .isEqualTo(gateway.text("/spec/selector/istio"));
      assertThat(template.at("/spec/containers/0/volumeMounts"))
          .extracting(mount -> mount.path("mountPath").asString())
          .allMatch(path -> gateway.json().toString().contains(path) || path.endsWith("-root"));
    }
  }

  private static Set<String> kinds(List<Manifest> objects) {
    Set<String> kinds = new TreeSet<>();
    objects.forEach(object -> kinds.add(object.kind()));
    return kinds;
  }
}
