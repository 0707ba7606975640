package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Two control planes in one cluster, and what selects them, as the upstream charts render them. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class RevisionHelmTest {
  static List<Variant> variants(Renderings renderings) {
    return withRevisions(IstioCharts::clusters, renderings);
  }

  static List<Variant> canaries(Renderings renderings) {
    return withRevisions(RevisionHelmTest::revised, renderings);
  }

  static List<Variant> remotes(Renderings renderings) {
    return withRevisions(IstioCharts::remotes, renderings);
  }

  private static List<Variant> withRevisions(
      Function<Rendering, List<Cluster>> clusters, Renderings renderings) {
    List<Variant> all =
        Variants.all().stream().filter(variant -> variant.name().startsWith("revis")).toList();
    return IstioCharts.variants(clusters, all, renderings);
  }

  private static List<Cluster> revised(Rendering rendering) {
    return IstioCharts.clusters(rendering).stream()
        .filter(cluster -> cluster.istio().controlPlanes().size() > 1)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("canaries")
  void noTwoReleasesHaveAnObjectInCommon(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : revised(rendering)) {
      Map<String, String> owners = new TreeMap<>();
      for (String release : rendering.releases(cluster)) {
        for (Manifest object : IstioCharts.render(rendering, cluster, release)) {
          String id = object.kind() + " " + object.name();
          assertThat(owners.putIfAbsent(id, release)).as("%s %s", cluster.name(), id).isNull();
        }
      }
      for (Manifest object : rendering.manifests()) {
        boolean config = object.file().startsWith("clusters/" + cluster.name() + "/config/");
        if (config && !object.kind().equals("Kustomization")) {
          assertThat(owners).doesNotContainKey(object.kind() + " " + object.name());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("canaries")
  void everyIstiodMountsCacertsAndKnowsItsRevision(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : revised(rendering)) {
      if (cluster.controlPlane().isRemote()) {
        continue;
      }
      for (Revision control : cluster.istio().controlPlanes()) {
        String name = control.of("istiod");
        JsonNode pod =
            IstioCharts.one(IstioCharts.render(rendering, cluster, name), "Deployment", name)
                .at("/spec/template/spec");
        assertThat(IstioCharts.env(pod.at("/containers/0"), "REVISION"))
            .containsExactly(control.id());
        assertThat(MountedSecret.required(pod.path("volumes")))
            .extracting(MountedSecret::name)
            .contains("cacerts");
      }
    }
  }

  /** The tags are ours so that they can move; what they hold is what the chart would write. */
  @ParameterizedTest
  @MethodSource("variants")
  void aTagIsWhatTheChartsOwnTagsAre(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      for (Map.Entry<String, String> tag : cluster.istio().revisions().tags().entrySet()) {
        Revision control = cluster.istio().find(tag.getValue()).orElseThrow();
        Manifest ours =
            rendering.manifest(
                "clusters/" + cluster.name() + "/config/revision-tag-" + tag.getKey() + ".yaml");
        Manifest theirs =
            IstioCharts.one(
                IstioCharts.renderWith(
                    rendering,
                    cluster,
                    control.of("istiod"),
                    "revisionTags={" + tag.getKey() + "}"),
                "MutatingWebhookConfiguration",
                ours.name());
        assertThat(ours.list("/webhooks")).isEqualTo(theirs.list("/webhooks"));
        for (String label : List.of("istio.io~1rev", "istio.io~1tag", "app")) {
          assertThat(ours.text("/metadata/labels/" + label))
              .isEqualTo(theirs.text("/metadata/labels/" + label));
        }
      }
    }
  }

  /** No Pod may match two injectors: a default among the tags excludes one in the chart. */
  @ParameterizedTest
  @MethodSource("variants")
  void oneInjectorServesWhatAsksForNoRevision(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      List<String> serving = new ArrayList<>();
      for (Manifest injector : injectors(rendering, cluster)) {
        for (JsonNode webhook : injector.list("/webhooks")) {
          if (webhook.at("/name").asString().equals("namespace.sidecar-injector.istio.io")) {
            serving.add(webhook.at("/clientConfig/service/name").asString());
          }
        }
      }
      String expected = cluster.istio().defaultControlPlane().of("istiod");
      assertThat(serving).as(cluster.name()).containsExactly(expected);
      List<Manifest> base = IstioCharts.render(rendering, cluster, "base");
      if (cluster.controlPlane().isRemote()) {
        // No one would have its certificate trusted there.
        assertThat(base).noneMatch(object -> object.kind().startsWith("Validating"));
        continue;
      }
      Manifest validator =
          IstioCharts.one(base, "ValidatingWebhookConfiguration", "istiod-default-validator");
      assertThat(validator.text("/webhooks/0/clientConfig/service/name")).isEqualTo(expected);
    }
  }

  private static List<Manifest> injectors(Rendering rendering, Cluster cluster) {
    List<Manifest> all = new ArrayList<>();
    for (Revision control : cluster.istio().controlPlanes()) {
      all.addAll(IstioCharts.render(rendering, cluster, control.of("istiod")));
    }
    for (Manifest object : rendering.manifests()) {
      if (object.file().startsWith("clusters/" + cluster.name() + "/config/")) {
        all.add(object);
      }
    }
    return all.stream()
        .filter(object -> object.kind().equals("MutatingWebhookConfiguration"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theGatewayIsInjectedByTheDefault(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.clusters(rendering)) {
      Manifest gateway =
          IstioCharts.one(
              IstioCharts.render(rendering, cluster, "eastwestgateway"),
              "Deployment",
              "istio-eastwestgateway");
      assertThat(gateway.find("/spec/template/metadata/labels/istio.io~1rev").orElse(""))
          .isEqualTo(cluster.istio().defaultControlPlane().name());
    }
  }

  @ParameterizedTest
  @MethodSource("remotes")
  void everyRevisionOfARemoteHasItsServiceAndItsMeshConfiguration(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : IstioCharts.remotes(rendering)) {
      for (Revision control : cluster.istio().controlPlanes()) {
        String name = control.of("istiod");
        List<Manifest> objects = IstioCharts.render(rendering, cluster, name);
        assertThat(
                IstioCharts.one(objects, "EndpointSlice", name)
                    .text("/metadata/labels/kubernetes.io~1service-name"))
            .isEqualTo(IstioCharts.one(objects, "Service", name).name());
        JsonNode mesh =
            ConsumerYaml.readOne(
                IstioCharts.one(objects, "ConfigMap", control.of("istio")).text("/data/mesh"));
        assertThat(mesh.path("trustDomain").asString()).isEqualTo(rendering.mesh().trustDomain());
      }
    }
  }
}
