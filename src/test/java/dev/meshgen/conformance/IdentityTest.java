package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.Authorities;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** That what Istio compares across places and clusters is the same in all of them, and a text. */
class IdentityTest {
  @EveryVariant
  void theNetworkIsTheSameEverywhere(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.members()) {
      List<JsonNode> places = new ArrayList<>();
      places.add(namespace(rendering, cluster).at("/metadata/labels/topology.istio.io~1network"));
      places.add(rendering.values(cluster, "istiod").at("/global/network"));
      if (rendering.releases(cluster).contains("eastwestgateway")) {
        JsonNode values = rendering.values(cluster, "eastwestgateway");
        if (values.has("networkGateway")) {
          places.add(values.path("networkGateway"));
        } else {
          places.add(values.at("/labels/topology.istio.io~1network"));
          places.add(values.at("/env/ISTIO_META_REQUESTED_NETWORK_VIEW"));
        }
      }
      assertSame(variant, cluster, places, cluster.network());
    }
  }

  @EveryVariant
  void theClusterIdIsTheSameEverywhere(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.members()) {
      List<JsonNode> places = new ArrayList<>();
      places.add(rendering.values(cluster, "istiod").at("/global/multiCluster/clusterName"));
      if (rendering.variant().discoverable().contains(cluster.name())) {
        Manifest remote = rendering.manifest(remoteSecret(rendering, cluster));
        places.add(remote.at("/metadata/annotations/networking.istio.io~1cluster"));
        boolean config = rendering.isConfigCluster(cluster.name());
        String name = config ? "istio-kubeconfig" : "istio-remote-secret-" + cluster.name();
        assertThat(remote.name()).isEqualTo(name);
        // With the label istiod would discover a cluster called config through it.
        assertThat(remote.find("/metadata/labels/istio~1multiCluster").isPresent())
            .isEqualTo(!config);
        assertThat(remote.at("/stringData").properties())
            .extracting(Map.Entry::getKey)
            .containsExactly(config ? "config" : cluster.name());
      }
      assertSame(variant, cluster, places, cluster.name());
    }
  }

  private static String remoteSecret(Rendering rendering, Cluster cluster) {
    return rendering.sealed().stream()
        .filter(path -> path.startsWith("discovery/"))
        .filter(path -> path.endsWith("/" + cluster.name() + ".sops.yaml"))
        .findFirst()
        .orElseThrow();
  }

  @EveryVariant
  void meshTrustDomainAndClusterDomainAreTheMeshs(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.remotes()) {
      JsonNode istiod = rendering.values(cluster, "istiod");
      assertSame(variant, cluster, List.of(istiod.at("/global/meshID")), rendering.mesh().name());
    }
    for (Cluster cluster : rendering.primaries()) {
      JsonNode istiod = rendering.values(cluster, "istiod");
      assertSame(variant, cluster, List.of(istiod.at("/global/meshID")), rendering.mesh().name());
      assertSame(
          variant,
          cluster,
          List.of(istiod.at("/meshConfig/trustDomain")),
          rendering.mesh().trustDomain());
      assertSame(
          variant,
          cluster,
          List.of(istiod.at("/global/proxy/clusterDomain")),
          rendering.mesh().clusterDomain());
      assertSame(
          variant, cluster, List.of(istiod.at("/global/hub")), cluster.istio().images().hub());
      assertThat(
              istiod
                  .at("/meshConfig/defaultConfig/proxyMetadata/ISTIO_META_DNS_CAPTURE")
                  .asString(""))
          .isEqualTo(cluster.istio().dnsCapture() ? "true" : "");
    }
  }

  @EveryVariant
  void everythingOfAClusterIsInTheOneNamespace(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Set<String> namespaces = new TreeSet<>();
    for (Manifest object : rendering.manifests()) {
      if (object.file().startsWith("clusters/") || object.file().startsWith("discovery/")) {
        object.namespace().ifPresent(namespaces::add);
        if (object.kind().equals("Namespace")) {
          namespaces.add(object.name());
        }
      }
    }
    for (Cluster cluster : rendering.clusters()) {
      namespaces.add(rendering.values(cluster, "istiod").at("/global/istioNamespace").asString());
    }
    for (Cluster cluster : rendering.members()) {
      namespaces.add(rendering.values(cluster, "base").at("/global/istioNamespace").asString());
    }
    assertThat(namespaces).containsExactly(rendering.mesh().istioNamespace());
  }

  /**
   * istiod starts without the Secret cacerts, and signs for itself, unless it is mounted as a must.
   */
  @EveryVariant
  void istiodDoesNotStartWithoutCacerts(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.primaries()) {
      JsonNode istiod = rendering.values(cluster, "istiod");
      String sealed = "clusters/" + cluster.name() + "/trust/cacerts.sops.yaml";
      RequiredSecret required = Authorities.of(rendering.mesh()).required();
      assertThat(rendering.files().containsKey(sealed)).isEqualTo(isSealed(rendering));
      if (isSealed(rendering)) {
        Manifest cacerts = rendering.manifest(sealed);
        assertThat(cacerts.name()).isEqualTo(required.name());
        assertThat(cacerts.at("/stringData").properties().stream().map(Map.Entry::getKey))
            .containsExactlyElementsOf(required.entries());
      }
      JsonNode volume = istiod.at("/volumes/0");
      MountedSecret mounted = MountedSecret.of(volume).orElseThrow();
      assertThat(mounted.name()).isEqualTo(required.name());
      assertThat(mounted.isOptional()).isFalse();
      assertThat(mounted.must()).isEqualTo(required.entries());
      assertThat(mounted.may()).isEqualTo(required.optional());
      assertThat(istiod.at("/volumeMounts/0/name")).isEqualTo(volume.path("name"));
    }
  }

  /** Whether all keys are in the tree: no certificate is awaited, and no other store has them. */
  private static boolean isSealed(Rendering rendering) {
    boolean signed = List.of("generated", "files", "vault").stream().anyMatch(rendering::signedBy);
    return signed && rendering.mesh().sealsBySops();
  }

  @EveryVariant
  void theCrossNetworkGatewayOpensThePortOfTheGatewayThatItSelects(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    long networks = rendering.clusters().stream().map(Cluster::network).distinct().count();
    for (Cluster cluster : rendering.primaries()) {
      String file = "clusters/" + cluster.name() + "/config/cross-network-gateway.yaml";
      boolean deployed = cluster.eastWest().api() == EastWest.Api.GATEWAY_API;
      // A gateway that istiod deploys has listeners of its own; those of remotes have not. One that
      // leaves keeps its own until its Service is gone.
      boolean gateway =
          networks > 1
              && cluster.state().isConnected()
              && !rendering.topology().dataPlanes().multiNetwork()
              && (!deployed || rendering.topology().controlPlanes().hasRemotes(cluster));
      assertThat(rendering.files().containsKey(file)).isEqualTo(gateway);
      if (gateway) {
        Manifest listener = rendering.manifest(file);
        String name =
            deployed || !rendering.releases(cluster).contains("eastwestgateway")
                ? "istio-eastwestgateway"
                : rendering.values(cluster, "eastwestgateway").path("name").asString();
        // The chart labels its Pods with the name less the prefix.
        assertThat("istio-" + listener.text("/spec/selector/istio")).isEqualTo(name);
        assertThat(listener.at("/spec/servers/0/port/number").asInt()).isEqualTo(15443);
        assertThat(listener.text("/spec/servers/0/tls/mode")).isEqualTo("AUTO_PASSTHROUGH");
        assertThat(listener.texts("/spec/servers/0/hosts"))
            .containsExactlyElementsOf(
                cluster.eastWest().hosts().stream().map(host -> host.value()).toList());
      }
    }
  }

  private static Manifest namespace(Rendering rendering, Cluster cluster) {
    return rendering.manifest("clusters/" + cluster.name() + "/namespaces/namespace.yaml");
  }

  private static void assertSame(
      Variant variant, Cluster cluster, List<JsonNode> places, String expected) {
    assertThat(places)
        .as("%s %s", variant, cluster.name())
        .allSatisfy(
            place -> assertThat(place.isString() ? place.asString() : place).isEqualTo(expected));
  }
}
