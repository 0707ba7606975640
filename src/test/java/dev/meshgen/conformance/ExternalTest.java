package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane.Hosting;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** That an istiod outside of the mesh and those it serves agree on what each has to know. */
class ExternalTest {
  private static final String PUBLIC_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

  @EveryVariant
  void istiodGoesByTheNameOfItsConfigCluster(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      Cluster config = config(rendering, external);
      JsonNode istiod = rendering.values(external, "istiod");
      assertThat(istiod.has("profile")).isFalse();
      assertThat(istiod.at("/global/multiCluster/clusterName").asString()).isEqualTo(config.name());
      assertThat(istiod.at("/global/network").asString()).isEqualTo(config.network());
      assertThat(istiod.at("/global/meshID").asString()).isEqualTo(rendering.mesh().name());
      assertThat(istiod.at("/global/proxy/clusterDomain").asString())
          .isEqualTo(rendering.mesh().clusterDomain());
      assertThat(istiod.at("/meshConfig/trustDomain").asString())
          .isEqualTo(rendering.mesh().trustDomain());
      for (Cluster hosted : rendering.hosted()) {
        String leaders =
            rendering
                .manifest("clusters/" + hosted.name() + "/namespaces/namespace.yaml")
                .find("/metadata/annotations/topology.istio.io~1controlPlaneClusters")
                .orElse("");
        assertThat(leaders).isEqualTo(hosted == config ? "" : config.name());
      }
    }
  }

  /** Proxies and API servers find it by its host, and know who certified that. */
  @EveryVariant
  void everybodyFindsIstiodAtItsHost(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      String host = hosting(external).host().orElseThrow();
      JsonNode istiod = rendering.values(external, "istiod");
      JsonNode proxy = istiod.at("/meshConfig/defaultConfig");
      assertThat(proxy.at("/discoveryAddress").asString()).isEqualTo(host + ":15012");
      assertThat(istiod.at("/global/caAddress").asString()).isEqualTo(host + ":15012");
      assertThat(proxy.at("/proxyMetadata/XDS_ROOT_CA").asString()).isEqualTo(PUBLIC_AUTHORITIES);
      assertThat(proxy.at("/proxyMetadata/CA_ROOT_CA").asString()).isEqualTo(PUBLIC_AUTHORITIES);
      for (Cluster hosted : rendering.hosted()) {
        JsonNode remote = rendering.values(hosted, "istiod");
        assertThat(remote.at("/profile").asString()).isEqualTo("remote");
        assertThat(remote.at("/istiodRemote/injectionURL").asString())
            .isEqualTo(
                "https://%s:15017/inject/cluster/%s/net/%s"
                    .formatted(host, hosted.name(), hosted.network()));
        assertThat(remote.at("/istiodRemote").has("injectionPath")).isFalse();
        assertThat(remote.at("/global").has("remotePilotAddress")).isFalse();
      }
    }
  }

  /** What would write istiod's own authority over that of the host. */
  @EveryVariant
  void istiodTouchesNoWebhookAndBringsNone(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      JsonNode istiod = rendering.values(external, "istiod");
      assertThat(istiod.at("/env/INJECTION_WEBHOOK_CONFIG_NAME").asString("none")).isEmpty();
      assertThat(istiod.at("/env/VALIDATION_WEBHOOK_CONFIG_NAME").asString("none")).isEmpty();
      assertThat(istiod.at("/global/operatorManageWebhooks").asBoolean()).isTrue();
      assertThat(istiod.at("/global/configValidation").asBoolean(true)).isFalse();
      assertThat(rendering.releases(external)).containsExactlyInAnyOrder("istiod", "istiodgateway");
      String engine =
          rendering.argo()
              ? rendering.text("argocd/clusters/" + external.name() + "/istiod.yaml")
              : rendering.text("clusters/" + external.name() + "/releases/istiod.yaml");
      assertThat(engine).doesNotContain("failurePolicy");
    }
  }

  @EveryVariant
  void istiodReadsTheClustersFromSecretsBesideIt(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      JsonNode istiod = rendering.values(external, "istiod");
      assertThat(istiod.at("/global/externalIstiod").asBoolean()).isTrue();
      assertThat(istiod.at("/env/LOCAL_CLUSTER_SECRET_WATCHER").asString()).isEqualTo("true");
      assertThat(istiod.at("/env/SHARED_MESH_CONFIG").asString()).isEqualTo("istio");
      JsonNode kubeconfig = volume(istiod, "secret", "istio-kubeconfig");
      assertThat(kubeconfig.at("/secret").has("optional")).isFalse();
      assertThat(kubeconfig.at("/secret/items/0/key").asString()).isEqualTo("config");
      assertThat(mount(istiod, volume(istiod, "configMap", "istio")))
          .isEqualTo("/etc/istio/config");
      assertThat(mount(istiod, volume(istiod, "configMap", "istio-sidecar-injector")))
          .isEqualTo("/var/lib/istio/inject");
      assertThat(MountedSecret.required(istiod.path("volumes")))
          .filteredOn(secret -> secret.name().equals("cacerts"))
          .singleElement()
          .extracting(MountedSecret::must, list(String.class))
          .containsExactly("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem");
      assertThat(rendering.files())
          .containsKey("clusters/" + external.name() + "/trust/cacerts.sops.yaml")
          .doesNotContainKey("discovery/" + external.name() + ".sops.yaml");
    }
  }

  @EveryVariant
  void theConfigClusterHasWhatIstiodIsConfiguredBy(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      Cluster config = config(rendering, external);
      String validation = "https://" + hosting(external).host().orElseThrow() + ":15017/validate";
      IstioVersion version = IstioVersion.parse(config.istio().version()).orElseThrow();
      boolean fixed =
          IstioCatalog.builtIn()
              .find(version)
              .orElseThrow()
              .has("validationFailurePolicy", version.patch());
      for (Cluster hosted : rendering.hosted()) {
        boolean here = hosted == config;
        JsonNode istiod = rendering.values(hosted, "istiod");
        assertThat(istiod.at("/global/configCluster").asBoolean(false)).isEqualTo(here);
        for (String release : List.of("base", "istiod")) {
          JsonNode base = rendering.values(hosted, release).at("/base");
          assertThat(base.path("validationURL").asString("")).isEqualTo(here ? validation : "");
          assertThat(base.path("validationFailurePolicy").asString(""))
              .isEqualTo(here && fixed ? "Ignore" : "");
        }
        String folder = "clusters/" + hosted.name() + "/";
        assertThat(rendering.files().containsKey(folder + "config/peer-authentication.yaml"))
            .isEqualTo(here);
        assertThat(rendering.files().keySet())
            .noneMatch(path -> path.startsWith(folder + "trust/"));
      }
      assertThat(rendering.values(config, "istiod").path("configMap").asBoolean()).isTrue();
    }
  }

  /** One Gateway there programs the gateways of all networks, if there are several. */
  @EveryVariant
  void theConfigClusterOpensTheGatewaysOfAllNetworks(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    long networks = rendering.hosted().stream().map(Cluster::network).distinct().count();
    for (Cluster external : rendering.externals()) {
      List<String> files =
          rendering.files().keySet().stream()
              .filter(path -> path.endsWith("/cross-network-gateway.yaml"))
              .toList();
      String config = config(rendering, external).name();
      assertThat(files)
          .isEqualTo(
              networks > 1
                  ? List.of("clusters/" + config + "/config/cross-network-gateway.yaml")
                  : List.of());
    }
  }

  /** From the host to istiod, port by port, each TLS with the certificate that its client knows. */
  @EveryVariant
  void theGatewayLeadsToIstiod(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      String file = "clusters/" + external.name() + "/config/external-istiod.yaml";
      Map<String, Manifest> objects = new TreeMap<>();
      rendering.manifests(file).forEach(object -> objects.put(object.kind(), object));
      assertThat(objects).containsOnlyKeys("Gateway", "VirtualService", "DestinationRule");
      JsonNode values = rendering.values(external, "istiodgateway");
      String host = hosting(external).host().orElseThrow();
      checkGateway(objects.get("Gateway"), values, host);
      // In the namespace of what names it; the domain of Services is that cluster's own.
      String istiod = "istiod";
      objects
          .values()
          .forEach(
              object -> assertThat(object.namespace()).hasValue(rendering.mesh().istioNamespace()));
      Manifest routes = objects.get("VirtualService");
      assertThat(routes.texts("/spec/gateways")).containsExactly(objects.get("Gateway").name());
      assertThat(routes.texts("/spec/hosts")).containsExactly(host);
      List<String> ways = new ArrayList<>();
      for (JsonNode route : routes.list("/spec/http")) {
        JsonNode to = route.at("/route/0/destination");
        assertThat(to.path("host").asString()).isEqualTo(istiod);
        ways.add(route.at("/match/0/port").asInt() + " to " + to.at("/port/number").asInt());
      }
      assertThat(ways).containsExactly("15012 to 15012", "15017 to 443");
      assertThat(objects.get("DestinationRule").text("/spec/host")).isEqualTo(istiod);
      checkUpstream(rendering, objects.get("DestinationRule"), values);
    }
  }

  private static void checkGateway(Manifest gateway, JsonNode values, String host) {
    assertThat(gateway.text("/spec/selector/istio")).isEqualTo(values.path("name").asString());
    JsonNode certificate = values.at("/volumes/0");
    String folder = mount(values, certificate);
    List<Integer> ports = new ArrayList<>();
    for (JsonNode server : gateway.list("/spec/servers")) {
      ports.add(server.at("/port/number").asInt());
      assertThat(server.at("/port/protocol").asString()).isEqualTo("HTTPS");
      assertThat(server.at("/tls/mode").asString()).isEqualTo("SIMPLE");
      assertThat(server.at("/tls/serverCertificate").asString()).isEqualTo(folder + "/tls.crt");
      assertThat(server.at("/tls/privateKey").asString()).isEqualTo(folder + "/tls.key");
      assertThat(server.at("/hosts")).extracting(JsonNode::asString).containsExactly(host);
    }
    assertThat(ports).containsExactly(15012, 15017);
    assertThat(values.at("/service/ports"))
        .extracting(port -> port.path("port").asInt())
        .containsExactly(15021, 15012, 15017);
  }

  /** istiod's certificate is of the mesh, which no public authority knows. */
  private static void checkUpstream(Rendering rendering, Manifest rule, JsonNode values) {
    JsonNode root = volume(values, "secret", "cacerts");
    assertThat(root.at("/secret/items"))
        .extracting(item -> item.path("key").asString())
        .containsExactly("root-cert.pem");
    for (JsonNode port : rule.list("/spec/trafficPolicy/portLevelSettings")) {
      assertThat(port.at("/tls/mode").asString()).isEqualTo("SIMPLE");
      assertThat(port.at("/tls/caCertificates").asString())
          .isEqualTo(mount(values, root) + "/root-cert.pem");
      assertThat(port.at("/tls/subjectAltNames"))
          .extracting(JsonNode::asString)
          .containsExactly("istiod." + rendering.mesh().istioNamespace() + ".svc");
    }
    assertThat(rule.list("/spec/trafficPolicy/portLevelSettings"))
        .extracting(port -> port.at("/port/number").asInt())
        .containsExactly(15012, 443);
    // Who gets into the gateway must not get the key of the mesh with it.
    assertThat(values.at("/rbac/enabled").asBoolean(true)).isFalse();
  }

  /** istiod starts when somebody has added a credential: nothing may wait for that. */
  @EveryVariant
  void nothingWaitsForIstiod(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster external : rendering.externals()) {
      if (rendering.argo()) {
        Map<String, Integer> waves = waves(rendering, external);
        assertThat(waves.keySet())
            .containsExactlyInAnyOrder(
                "namespaces", "trust", "discovery", "config", "istiod", "istiod-gateway");
        assertThat(waves.values()).allMatch(wave -> wave <= waves.get("istiod"));
        assertThat(waves.get("discovery")).isLessThan(waves.get("istiod"));
        assertThat(waves.get("namespaces")).isLessThan(waves.get("trust"));
        Map<String, Integer> config = waves(rendering, config(rendering, external));
        assertThat(config.get("access")).isGreaterThan(config.get("istiod"));
      } else {
        String folder = "flux/" + external.name() + "/";
        assertThat(rendering.manifest(folder + "kustomization.yaml").texts("/resources"))
            .containsExactlyInAnyOrder(
                "namespaces.yaml", "trust.yaml", "releases.yaml", "config.yaml", "discovery.yaml");
        for (String layer : List.of("config", "discovery")) {
          assertThat(rendering.manifest(folder + layer + ".yaml").list("/spec/dependsOn"))
              .extracting(each -> each.path("name").asString())
              .containsExactly("mesh-namespaces");
        }
      }
    }
  }

  private static Map<String, Integer> waves(Rendering rendering, Cluster cluster) {
    String folder = "argocd/clusters/" + cluster.name() + "/";
    Map<String, Integer> waves = new TreeMap<>();
    for (String name :
        new TreeSet<>(rendering.manifest(folder + "kustomization.yaml").texts("/resources"))) {
      waves.put(
          name.replace(".yaml", ""),
          Integer.valueOf(
              rendering
                  .manifest(folder + name)
                  .text("/metadata/annotations/argocd.argoproj.io~1sync-wave")));
    }
    return waves;
  }

  private static Hosting hosting(Cluster external) {
    return external.controlPlane().hosting();
  }

  private static Cluster config(Rendering rendering, Cluster external) {
    String name = hosting(external).configCluster().orElseThrow();
    return rendering.clusters().stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode volume(JsonNode values, String kind, String name) {
    for (JsonNode volume : values.path("volumes")) {
      JsonNode source = volume.path(kind);
      if (source.path("secretName").asString(source.path("name").asString("")).equals(name)) {
        return volume;
      }
    }
    throw new AssertionError("no volume of the " + kind + " " + name);
  }

  private static String mount(JsonNode values, JsonNode volume) {
    for (JsonNode mount : values.path("volumeMounts")) {
      if (mount.path("name").equals(volume.path("name"))) {
        return mount.path("mountPath").asString();
      }
    }
    throw new AssertionError("nothing mounts " + volume);
  }
}
