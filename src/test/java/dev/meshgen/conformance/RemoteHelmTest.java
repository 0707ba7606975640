package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.net.IpAddress;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the upstream charts make of a remote, rendered by Helm. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class RemoteHelmTest {
  static List<Variant> variants(Renderings renderings) {
    return withRemotes(IstioCharts::clusters, renderings);
  }

  static List<Variant> primaries(Renderings renderings) {
    return withRemotes(IstioCharts::primaries, renderings);
  }

  static List<Variant> remotes(Renderings renderings) {
    return withRemotes(IstioCharts::remotes, renderings);
  }

  private static List<Variant> withRemotes(
      Function<Rendering, List<Cluster>> clusters, Renderings renderings) {
    List<Variant> all =
        Variants.all().stream()
            .filter(
                variant ->
                    variant.files().values().stream()
                        .anyMatch(spec -> spec.contains("role: remote")))
            .toList();
    return IstioCharts.variants(clusters, all, renderings);
  }

  @ParameterizedTest
  @MethodSource("remotes")
  void rendersWhatARemoteNeedsAndNothingElse(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.remotes(rendering)) {
      Set<String> kinds = new TreeSet<>();
      IstioCharts.render(rendering, cluster, "istiod").forEach(object -> kinds.add(object.kind()));
      assertThat(kinds)
          .contains("ClusterRole", "ClusterRoleBinding", "ConfigMap", "EndpointSlice", "Service")
          .contains("MutatingWebhookConfiguration")
          .doesNotContain(
              "Deployment", "ValidatingWebhookConfiguration", "HorizontalPodAutoscaler");
    }
  }

  @ParameterizedTest
  @MethodSource("remotes")
  void istiodIsAServiceWithTheAddressOfThePrimary(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.remotes(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, cluster, "istiod");
      String address =
          rendering.values(cluster, "istiod").at("/global/remotePilotAddress").asString();
      Manifest slice = IstioCharts.one(objects, "EndpointSlice", Rendering.key(cluster, "istiod"));
      assertThat(slice.text("/addressType"))
          .isEqualTo(IpAddress.parse(address).orElseThrow().family() == 6 ? "IPv6" : "IPv4");
      assertThat(slice.texts("/endpoints/0/addresses")).containsExactly(address);
      assertThat(slice.list("/ports"))
          .extracting(port -> port.path("port").asInt())
          .containsExactlyInAnyOrder(15012, 15017);
      Manifest service = IstioCharts.one(objects, "Service", Rendering.key(cluster, "istiod"));
      assertThat(slice.text("/metadata/labels/kubernetes.io~1service-name"))
          .isEqualTo(service.name());
      assertThat(service.find("/spec/type").orElse("ClusterIP")).isEqualTo("ClusterIP");
      assertThat(service.at("/spec").has("selector")).isFalse();
      assertThat(service.list("/spec/ports"))
          .extracting(port -> port.path("port").asInt())
          .contains(15012, 443);
      assertThat(slice.list("/ports"))
          .extracting(port -> port.path("name").asString(""))
          .isSubsetOf(
              service.list("/spec/ports").stream()
                  .map(port -> port.path("name").asString(""))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("remotes")
  void theWebhookNamesTheClusterAndItsNetwork(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.remotes(rendering)) {
      List<Manifest> webhooks =
          IstioCharts.render(rendering, cluster, "istiod").stream()
              .filter(object -> object.kind().equals("MutatingWebhookConfiguration"))
              .toList();
      assertThat(webhooks).isNotEmpty();
      for (Manifest configuration : webhooks) {
        assertThat(configuration.list("/webhooks")).isNotEmpty();
        for (JsonNode webhook : configuration.list("/webhooks")) {
          assertThat(webhook.at("/clientConfig/service/path").asString())
              .isEqualTo("/inject/cluster/" + cluster.name() + "/net/" + cluster.network());
          assertThat(webhook.at("/clientConfig/service/name").asString())
              .isEqualTo(Rendering.key(cluster, "istiod"));
          assertThat(webhook.at("/clientConfig/service/namespace").asString())
              .isEqualTo(rendering.mesh().istioNamespace());
          assertThat(webhook.at("/clientConfig").has("url")).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("remotes")
  void theMeshConfigurationHasTheTrustDomain(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.remotes(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, cluster, "istiod");
      JsonNode mesh =
          ConsumerYaml.readOne(
              IstioCharts.one(
                      objects, "ConfigMap", cluster.istio().controlPlanes().get(0).of("istio"))
                  .text("/data/mesh"));
      assertThat(mesh.path("trustDomain").asString()).isEqualTo(rendering.mesh().trustDomain());
    }
  }

  /** What istiod needs there to lead it: the bundle of its webhooks, the election, the ca-cert. */
  @ParameterizedTest
  @MethodSource("variants")
  void theReaderOfARemoteMayPatchItsWebhooks(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      boolean patches = false;
      for (Manifest role : IstioCharts.render(rendering, cluster, "istiod")) {
        if (role.kind().equals("ClusterRole") && role.name().startsWith("istio-reader")) {
          for (JsonNode rule : role.list("/rules")) {
            patches |=
                rule.path("resources").toString().contains("\"mutatingwebhookconfigurations\"")
                    && rule.path("verbs").toString().contains("\"patch\"");
          }
        }
      }
      assertThat(patches).isEqualTo(cluster.controlPlane().isRemote());
    }
  }

  @ParameterizedTest
  @MethodSource("primaries")
  void thePrimaryControlsOtherClusters(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.primaries(rendering)) {
      if (!rendering.topology().controlPlanes().hasRemotes(cluster)) {
        continue;
      }
      Manifest istiod =
          IstioCharts.one(
              IstioCharts.render(rendering, cluster, "istiod"),
              "Deployment",
              Rendering.key(cluster, "istiod"));
      assertThat(istiod.at("/spec/template/spec/containers/0/env"))
          .anyMatch(
              env ->
                  env.path("name").asString().equals("EXTERNAL_ISTIOD")
                      && env.path("value").asString().equals("true"));
    }
  }
}
