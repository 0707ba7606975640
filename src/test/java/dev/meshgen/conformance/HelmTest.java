package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the upstream charts make of the values, rendered by Helm: that each has its effect. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class HelmTest {
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "GatewayClass",
          "MutatingWebhookConfiguration",
          "Namespace",
          "PriorityClass",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "ValidatingWebhookConfiguration");

  /** The values do not depend on the engine. */
  static List<Variant> variants(Renderings renderings) {
    return IstioCharts.variants(IstioCharts::clusters, ArgoCdTest.ofArgoCd(), renderings);
  }

  static List<Variant> primaries(Renderings renderings) {
    return IstioCharts.variants(IstioCharts::primaries, ArgoCdTest.ofArgoCd(), renderings);
  }

  @ParameterizedTest
  @MethodSource("primaries")
  void istiodKnowsWhoItIs(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.primaries(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, cluster, "istiod");
      JsonNode container =
          IstioCharts.one(objects, "Deployment", Rendering.key(cluster, "istiod"))
              .at("/spec/template/spec/containers/0");
      assertThat(container.path("image").asString())
          .startsWith(cluster.istio().images().hub() + "/pilot:");
      assertThat(IstioCharts.env(container, "CLUSTER_ID")).containsExactly(cluster.name());
      JsonNode mesh =
          ConsumerYaml.readOne(
              IstioCharts.one(
                      objects, "ConfigMap", cluster.istio().controlPlanes().get(0).of("istio"))
                  .text("/data/mesh"));
      assertThat(mesh.at("/trustDomain").asString()).isEqualTo(rendering.mesh().trustDomain());
      assertThat(mesh.at("/rootNamespace").asString()).isEqualTo(rendering.mesh().istioNamespace());
      assertThat(mesh.at("/defaultConfig/meshId").asString()).isEqualTo(rendering.mesh().name());
      assertThat(mesh.at("/defaultConfig/proxyMetadata/ISTIO_META_DNS_CAPTURE").asString(""))
          .isEqualTo(cluster.istio().dnsCapture() ? "true" : "");
      JsonNode injected =
          ConsumerYaml.readOne(
              IstioCharts.one(
                      objects,
                      "ConfigMap",
                      cluster.istio().controlPlanes().get(0).of("istio-sidecar-injector"))
                  .text("/data/values"));
      assertThat(injected.at("/global/network").asString()).isEqualTo(cluster.network());
      assertThat(injected.at("/global/multiCluster/clusterName").asString())
          .isEqualTo(cluster.name());
      assertThat(injected.at("/global/meshID").asString()).isEqualTo(rendering.mesh().name());
      assertThat(injected.at("/global/proxy/clusterDomain").asString())
          .isEqualTo(rendering.mesh().clusterDomain());
      assertThat(injected.at("/global/hub").asString()).isEqualTo(cluster.istio().images().hub());
      assertThat(container.path("args").toString())
          .contains("\"" + rendering.mesh().clusterDomain() + "\"");
    }
  }

  @ParameterizedTest
  @MethodSource("primaries")
  void istiodReadsCacertsWhereTheirMountIsAMust(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.primaries(rendering)) {
      JsonNode pod =
          IstioCharts.one(
                  IstioCharts.render(rendering, cluster, "istiod"),
                  "Deployment",
                  Rendering.key(cluster, "istiod"))
              .at("/spec/template/spec");
      List<String> must = new ArrayList<>();
      List<String> looked = new ArrayList<>();
      for (JsonNode volume : pod.path("volumes")) {
        MountedSecret.of(volume)
            .filter(secret -> secret.name().equals("cacerts"))
            .map(secret -> secret.isOptional() ? looked : must)
            .ifPresent(found -> found.add(volume.path("name").asString()));
      }
      assertThat(must).hasSize(1);
      assertThat(looked).hasSize(1);
      assertThat(IstioCharts.env(pod.at("/containers/0"), "ROOT_CA_DIR"))
          .containsExactly(mountPath(pod, must.get(0)));
      assertThat(mountPath(pod, looked.get(0))).isEqualTo("/etc/cacerts");
      assertThat(pod.path("volumes"))
          .extracting(volume -> volume.path("name").asString())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("primaries")
  void theWebhooksFailClosedWhereTheChartsCan(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.primaries(rendering)) {
      boolean early = cluster.istio().version().equals("1.29.1");
      for (String release : List.of("base", "istiod")) {
        List<Manifest> webhooks =
            IstioCharts.render(rendering, cluster, release).stream()
                .filter(object -> object.kind().equals("ValidatingWebhookConfiguration"))
                .toList();
        assertThat(webhooks).hasSize(1);
        assertThat(webhooks.get(0).list("/webhooks")).hasSize(1);
        if (!early) {
          assertThat(webhooks.get(0).text("/webhooks/0/failurePolicy")).isEqualTo("Fail");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theProjectLetsArgoCdApplyWhatTheChartsRender(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Manifest project = rendering.manifest("argocd/mesh/project.yaml");
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      for (String release : rendering.releases(cluster)) {
        for (Manifest object : IstioCharts.render(rendering, cluster, release)) {
          if (CLUSTER_SCOPED.contains(object.kind())) {
            assertThat(object.namespace()).as("%s", object).isEmpty();
            assertThat(project.list("/spec/clusterResourceWhitelist"))
                .as("%s %s", object, object.name())
                .anyMatch(entry -> ArgoCdTest.allows(entry, object));
          } else {
            String namespace =
                object.namespace().orElse(IstioCharts.namespace(rendering, cluster, release));
            assertThat(project.list("/spec/destinations"))
                .as("%s %s", object, object.name())
                .anyMatch(
                    destination ->
                        destination.path("name").asString().equals(Rendering.destination(cluster))
                            && destination.path("namespace").asString().equals(namespace));
          }
        }
      }
    }
  }

  /** The reader's token is bound to an account that is there, and may read what istiod watches. */
  @ParameterizedTest
  @MethodSource("variants")
  void theReaderExistsAndIsBound(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      if (cluster.controlPlane().isExternal()) {
        continue;
      }
      IstioCharts.one(
          IstioCharts.render(rendering, cluster, "base"),
          "ServiceAccount",
          "istio-reader-service-account");
      List<Manifest> bindings =
          IstioCharts.render(rendering, cluster, "istiod").stream()
              .filter(object -> object.kind().equals("ClusterRoleBinding"))
              .filter(
                  object ->
                      object
                          .at("/subjects/0/name")
                          .asString("")
                          .equals("istio-reader-service-account"))
              .toList();
      assertThat(bindings).isNotEmpty();
      assertThat(bindings)
          .allMatch(
              binding ->
                  binding.text("/subjects/0/namespace").equals(rendering.mesh().istioNamespace()));
      checkOwnReader(rendering, cluster, bindings);
    }
  }

  /** The tree's own account has the roles that the charts give theirs. */
  private static void checkOwnReader(
      Rendering rendering, Cluster cluster, List<Manifest> bindings) {
    String file = "clusters/" + cluster.name() + "/access/reader.yaml";
    if (rendering.files().containsKey(file)) {
      assertThat(rendering.manifests(file))
          .filteredOn(object -> object.kind().equals("ClusterRoleBinding"))
          .extracting(object -> object.text("/roleRef/name"))
          .containsAll(bindings.stream().map(each -> each.text("/roleRef/name")).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("primaries")
  void rawValuesReachTheObjects(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.primaries(rendering)) {
      if (rendering
          .files()
          .containsKey("clusters/" + cluster.name() + "/values/istiod.overrides.yaml")) {
        List<Manifest> objects = IstioCharts.render(rendering, cluster, "istiod");
        JsonNode requests =
            IstioCharts.one(objects, "Deployment", Rendering.key(cluster, "istiod"))
                .at("/spec/template/spec/containers/0/resources/requests");
        JsonNode values = rendering.values(cluster, "istiod");
        JsonNode asked = values.at("/pilot/resources/requests");
        if (asked.isMissingNode()) {
          asked = values.at("/resources/requests");
        }
        for (Map.Entry<String, JsonNode> request : asked.properties()) {
          assertThat(requests.path(request.getKey()).asString())
              .isEqualTo(request.getValue().asString());
        }
        assertThat(
                IstioCharts.one(
                        objects, "HorizontalPodAutoscaler", Rendering.key(cluster, "istiod"))
                    .at("/spec/minReplicas")
                    .asInt())
            .isEqualTo(2);
      }
    }
  }

  private static String mountPath(JsonNode pod, String volume) {
    for (JsonNode mount : pod.at("/containers/0/volumeMounts")) {
      if (mount.path("name").asString().equals(volume)) {
        return mount.path("mountPath").asString();
      }
    }
    throw new AssertionError("nothing mounts " + volume);
  }
}
