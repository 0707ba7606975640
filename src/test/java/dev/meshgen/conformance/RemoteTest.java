package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Located;
import dev.meshgen.model.Revision;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** That a remote and its primaries agree on what each has to know of the other. */
class RemoteTest {
  @EveryVariant
  void theNamespaceOfARemoteNamesItsPrimariesAndNoOtherNamespaceDoes(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Set<String> primaries = new TreeSet<>();
    rendering.primaries().forEach(cluster -> primaries.add(cluster.name()));
    List<Cluster> clusters = new ArrayList<>(rendering.primaries());
    clusters.addAll(rendering.remotes());
    for (Cluster cluster : clusters) {
      Manifest namespace =
          rendering.manifest("clusters/" + cluster.name() + "/namespaces/namespace.yaml");
      String leaders =
          namespace
              .find("/metadata/annotations/topology.istio.io~1controlPlaneClusters")
              .orElse("");
      assertThat(leaders).isEqualTo(String.join(",", primaries(cluster)));
      if (cluster.controlPlane().isRemote()) {
        assertThat(primaries).containsAll(List.of(leaders.split(",")));
      }
    }
  }

  @EveryVariant
  void aRemoteHasNothingThatOnlyAnIstiodReads(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.remotes()) {
      String name = cluster.name();
      assertThat(rendering.files().keySet())
          .noneMatch(path -> path.startsWith("clusters/" + name + "/trust/"))
          .filteredOn(path -> path.startsWith("clusters/" + name + "/config/"))
          .allMatch(path -> path.matches(".*/(revision-tag-.*|kustomization)\\.yaml"));
      assertThat(rendering.files().keySet())
          .noneMatch(
              path -> path.matches("(argocd/clusters|flux)/" + name + "/(trust|discovery)\\.yaml"));
      String engine = rendering.argo() ? "argocd/clusters/" : "flux/";
      rendering.files().keySet().stream()
          .filter(path -> path.startsWith(engine + name + "/"))
          .forEach(path -> assertThat(rendering.text(path)).doesNotContain("/discovery", "/trust"));
    }
  }

  @EveryVariant
  void exactlyThePrimariesWithRemotesExposeTheirIstiod(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Set<String> followed = new TreeSet<>();
    rendering.remotes().forEach(remote -> followed.addAll(primaries(remote)));
    for (Cluster cluster : rendering.primaries()) {
      boolean exposes = followed.contains(cluster.name());
      JsonNode external = rendering.values(cluster, "istiod").at("/global/externalIstiod");
      assertThat(external.asBoolean(false)).isEqualTo(exposes);
      if (cluster.eastWest().api() == EastWest.Api.GATEWAY_API) {
        continue; // GatewayApiTest
      }
      String file = "clusters/" + cluster.name() + "/config/istiod-gateway.yaml";
      assertThat(rendering.files().containsKey(file)).isEqualTo(exposes);
      if (exposes) {
        assertThat(rendering.releases(cluster)).contains("eastwestgateway");
        checkExposed(rendering, cluster, rendering.manifests(file));
      }
    }
  }

  private static void checkExposed(Rendering rendering, Cluster cluster, List<Manifest> objects) {
    List<Revision> controls = cluster.istio().controlPlanes();
    assertThat(objects).hasSize(1 + controls.size());
    for (int i = 0; i < controls.size(); i++) {
      checkRoute(rendering, cluster, objects.get(0), controls.get(i), objects.get(i + 1));
    }
  }

  private static void checkRoute(
      Rendering rendering, Cluster cluster, Manifest gateway, Revision control, Manifest service) {
    assertThat(gateway.kind()).isEqualTo("Gateway");
    assertThat(service.kind()).isEqualTo("VirtualService");
    String name = rendering.values(cluster, "eastwestgateway").path("name").asString();
    assertThat("istio-" + gateway.text("/spec/selector/istio")).isEqualTo(name);
    assertThat(gateway.list("/spec/servers"))
        .allMatch(server -> server.at("/tls/mode").asString().equals("PASSTHROUGH"))
        .extracting(server -> server.at("/port/number").asInt())
        .containsExactly(15012, 15017);
    assertThat(service.texts("/spec/gateways")).containsExactly(gateway.name());
    assertThat(service.list("/spec/tls"))
        .extracting(route -> route.at("/match/0/port").asInt())
        .containsExactly(15012, 15017);
    assertThat(service.list("/spec/tls"))
        .extracting(route -> route.at("/route/0/destination/port/number").asInt())
        .containsExactly(15012, 443);
    String istiod =
        control.of("istiod")
            + "."
            + rendering.mesh().istioNamespace()
            + ".svc."
            + rendering.mesh().clusterDomain();
    assertThat(service.list("/spec/tls"))
        .extracting(route -> route.at("/route/0/destination/host").asString())
        .containsExactly(istiod, istiod);
    String name15012 = control.of("istiod") + "." + rendering.mesh().istioNamespace() + ".svc";
    assertThat(service.list("/spec/tls"))
        .extracting(route -> route.at("/match/0/sniHosts/0").asString())
        .containsOnly(control.name().isEmpty() ? "*" : name15012);
  }

  @EveryVariant
  void aRemoteFindsItsFirstPrimaryAndSaysWhoItIs(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.remotes()) {
      JsonNode values = rendering.values(cluster, "istiod");
      String first = primaries(cluster).get(0);
      String address =
          rendering.primaries().stream()
              .filter(primary -> primary.name().equals(first))
              .findFirst()
              .orElseThrow()
              .eastWest()
              .address()
              .orElseThrow();
      assertThat(values.at("/profile").asString()).isEqualTo("remote");
      assertThat(values.at("/global/remotePilotAddress").asString()).isEqualTo(address);
      String network =
          rendering
              .manifest("clusters/" + cluster.name() + "/namespaces/namespace.yaml")
              .text("/metadata/labels/topology.istio.io~1network");
      assertThat(values.at("/istiodRemote/injectionPath").asString())
          .isEqualTo("/inject/cluster/" + cluster.name() + "/net/" + network);
      assertThat(values.has("volumes")).isFalse();
    }
    rendering
        .primaries()
        .forEach(
            primary ->
                assertThat(rendering.values(primary, "istiod").at("/profile").asString(""))
                    .isEqualTo(primary.isAmbient() ? "ambient" : ""));
  }

  /**
   * From 1.29 on istiod takes a cluster's trust domain from the mesh configuration that is there.
   */
  @EveryVariant
  void aRemoteSaysItsTrustDomainWhereIstiodReadsIt(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.remotes()) {
      IstioVersion version = IstioVersion.parse(cluster.istio().version()).orElseThrow();
      boolean read =
          IstioCatalog.builtIn()
              .find(version)
              .orElseThrow()
              .has("remoteMeshConfig", version.patch());
      assertThat(read).isEqualTo(!cluster.istio().version().startsWith("1.28."));
      JsonNode values = rendering.values(cluster, "istiod");
      assertThat(values.path("configMap").asBoolean(false)).isEqualTo(read);
      assertThat(values.at("/meshConfig/trustDomain").asString(""))
          .isEqualTo(read ? rendering.mesh().trustDomain() : "");
    }
  }

  /** Nothing turns Ignore into Fail where no istiod runs, and failing would refuse every object. */
  @EveryVariant
  void nothingIsValidatedInARemote(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.remotes()) {
      if (rendering.operated(cluster)) {
        continue;
      }
      for (String release : List.of("base", "istiod")) {
        JsonNode values = rendering.values(cluster, release);
        assertThat(values.at("/base/validationFailurePolicy").isMissingNode()).isTrue();
        String drift = rendering.installation(cluster, release);
        assertThat(drift).doesNotContain("failurePolicy");
      }
    }
  }

  @EveryVariant
  void thePrimariesReadTheTokensOfRemotes(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.remotes()) {
      boolean filed = variant.discoverable().contains(cluster.name());
      assertThat(rendering.text("discovery/kustomization.yaml") + generator(rendering))
          .satisfies(
              text -> assertThat(text.contains(cluster.name() + ".sops.yaml")).isEqualTo(filed));
      assertThat(rendering.text("README.md").contains("credential add " + cluster.name() + " "))
          .isEqualTo(!filed);
    }
  }

  private static String generator(Rendering rendering) {
    String file = "discovery/generator.yaml";
    return rendering.files().containsKey(file) ? rendering.text(file) : "";
  }

  private static List<String> primaries(Cluster cluster) {
    return cluster.controlPlane().primaries().stream().map(Located::value).toList();
  }
}
