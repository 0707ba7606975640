package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.PlatformName;
import dev.meshgen.spec.TypedFields;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import dev.meshgen.topology.DataPlanes;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What Flux needs beyond the schema: that everything refers to something that is there. */
@ExtendWith(Renderings.class)
class FluxTest {
  private static final String KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/v1";

  static List<Variant> ofFlux() {
    return Variants.all().stream()
        .filter(
            variant -> variant.files().values().stream().anyMatch(spec -> spec.contains("flux:")))
        .filter(variant -> !variant.hasBothEngines())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ofFlux")
  void everyPathIsAFolderOfTheTree(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest layer : rendering.manifests(KUSTOMIZATION, "Kustomization")) {
      assertThat(rendering.files())
          .as("%s", layer)
          .containsKey(folder(rendering, layer) + "kustomization.yaml");
    }
  }

  @ParameterizedTest
  @MethodSource("ofFlux")
  void everyLayerReadsTheSourceAndWaitsForLayersOfItsOwnCluster(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    TypedFields delivery = rendering.delivery();
    for (Cluster cluster : rendering.clusters()) {
      Map<String, Manifest> layers = layers(rendering, cluster);
      for (Manifest layer : layers.values()) {
        assertThat(layer.text("/spec/sourceRef/kind"))
            .isEqualTo(delivery.in("sourceRef").text("kind").orElseThrow());
        assertThat(layer.text("/spec/sourceRef/name"))
            .isEqualTo(delivery.in("sourceRef").text("name").orElseThrow());
        assertThat(layer.namespace()).isEqualTo(delivery.text("namespace"));
        assertThat(layers.keySet()).containsAll(dependencies(layer));
        assertThat(ancestors(layers, layer)).as("%s", layer).doesNotContain(layer.name());
      }
      if (layers.containsKey("mesh-access") && cluster.state().isConnected()) {
        assertThat(ancestors(layers, layers.get("mesh-access")))
            .contains(installs(rendering, cluster));
      }
    }
    for (Cluster cluster : rendering.remotes()) {
      if (rendering.operated(cluster)) {
        continue;
      }
      Set<String> expected =
          new TreeSet<>(Set.of("mesh-access", "mesh-namespaces", "mesh-releases"));
      if (!cluster.istio().revisions().tags().isEmpty()) {
        expected.add("mesh-config");
      }
      assertThat(layers(rendering, cluster).keySet()).isEqualTo(expected);
    }
    for (Cluster cluster : rendering.primaries()) {
      Map<String, Manifest> layers = layers(rendering, cluster);
      assertThat(layers.keySet()).isEqualTo(ofPrimary(rendering, cluster));
      assertThat(ancestors(layers, layers.get("mesh-config")))
          .containsExactlyInAnyOrder("mesh-namespaces", installs(rendering, cluster), "mesh-trust");
      if (layers.containsKey("mesh-discovery")) {
        assertThat(ancestors(layers, layers.get("mesh-discovery")))
            .containsExactly("mesh-namespaces");
      }
      layers
          .values()
          .forEach(layer -> assertThat(dependencies(layer)).doesNotContain("mesh-discovery"));
    }
  }

  private static Set<String> ofPrimary(Rendering rendering, Cluster cluster) {
    boolean connected = cluster.state().isConnected();
    boolean discovers = connected && rendering.topology().discovery().takesPart(cluster);
    Set<String> layers = new TreeSet<>(Set.of("mesh-namespaces", "mesh-trust", "mesh-config"));
    layers.add(installs(rendering, cluster));
    if (!rendering.releases(cluster).isEmpty()) {
      layers.add("mesh-releases");
    }
    if (rendering.operated(cluster) && DataPlanes.runsCni(cluster)) {
      layers.add("mesh-cni");
    }
    if (rendering.operated(cluster) && cluster.isAmbient()) {
      layers.add("mesh-ztunnel");
    }
    if (discovers) {
      layers.add("mesh-discovery");
    }
    if (rendering.topology().discovery().whyUnread(cluster).isEmpty()
        || rendering.mesh().security().networkPolicy()) {
      layers.add("mesh-access");
    }
    // A gateway that istiod deploys is an object; that of a chart is one of the releases.
    if (rendering.topology().dataPlanes().multiNetwork()
        || cluster.eastWest().api() == EastWest.Api.GATEWAY_API) {
      layers.add("mesh-eastwest");
    }
    return layers;
  }

  private static String installs(Rendering rendering, Cluster cluster) {
    return rendering.operated(cluster) ? "mesh-istiod" : "mesh-releases";
  }

  @ParameterizedTest
  @MethodSource("ofFlux")
  void exactlyTheLayersWithSealedFilesDecrypt(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    TypedFields delivery = rendering.delivery();
    for (Manifest layer : rendering.manifests(KUSTOMIZATION, "Kustomization")) {
      String folder = folder(rendering, layer);
      boolean sealed =
          folder.endsWith("discovery/") && rendering.mesh().sealsBySops()
              || rendering.sealed().stream().anyMatch(file -> file.startsWith(folder));
      assertThat(layer.find("/spec/decryption/provider").equals(Optional.of("sops")))
          .as("%s", layer)
          .isEqualTo(sealed);
      if (sealed) {
        assertThat(layer.find("/spec/decryption/secretRef/name"))
            .isEqualTo(
                Optional.of(delivery.text("decryptionSecret").orElseThrow())
                    .filter(name -> takesKeys(rendering, folder)));
      }
    }
  }

  /** Whether a key opens what is sealed there; a service knows its callers by themselves. */
  private static boolean takesKeys(Rendering rendering, String folder) {
    Stream<String> kinds =
        folder.endsWith("discovery/")
            ? rendering.mesh().recipients().discovery().stream()
                .map(recipient -> recipient.value().kind())
            : rendering.sealed().stream()
                .filter(file -> file.startsWith(folder))
                .flatMap(file -> rendering.manifest(file).at("/sops").propertyNames().stream());
    return kinds.anyMatch(Set.of("age", "pgp")::contains);
  }

  @ParameterizedTest
  @MethodSource("ofFlux")
  void everyReleaseHasItsChartItsValuesAndItsPlaceInTheOrder(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      Map<String, Manifest> releases =
          of(rendering, cluster, "helm.toolkit.fluxcd.io/v2", "HelmRelease");
      assertThat(releases).hasSize(rendering.releases(cluster).size());
      for (Manifest release : releases.values()) {
        assertThat(release.text("/spec/releaseName")).isEqualTo(release.name());
        assertThat(release.namespace()).hasValue(rendering.mesh().istioNamespace());
        // A rule in CEL that the schema cannot state.
        assertThat(release.at("/spec").has("chart"))
            .isNotEqualTo(release.at("/spec").has("chartRef"));
        checkChart(rendering, cluster, release);
        checkValues(rendering, cluster, release);
      }
      if (rendering.operated(cluster)) {
        assertThat(releases.keySet()).isSubsetOf("istio-eastwestgateway");
        continue;
      }
      if (cluster.controlPlane().isExternal()) {
        assertThat(releases).containsOnlyKeys("istiod", "istiod-gateway");
        continue;
      }
      assertThat(releases.get("istio-base").list("/spec/dependsOn")).isEmpty();
      String first = Rendering.key(cluster, "istiod");
      String serving = cluster.istio().defaultControlPlane().of("istiod");
      assertThat(dependencies(releases.get(first))).containsExactly("istio-base");
      if (releases.containsKey("istio-eastwestgateway")) {
        assertThat(dependencies(releases.get("istio-eastwestgateway")))
            .containsExactly(
                cluster.isAmbient()
                    ? "ztunnel"
                    : DataPlanes.runsCni(cluster) ? "istio-cni" : serving);
      }
      assertThat(layers(rendering, cluster).get("mesh-releases").list("/spec/healthChecks"))
          .extracting(check -> check.path("name").asString())
          .containsExactlyElementsOf(awaited(cluster));
    }
  }

  @ParameterizedTest
  @MethodSource("ofFlux")
  void aReleaseWaitsForTheVersionOfTheOneBefore(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      Map<String, Manifest> releases =
          of(rendering, cluster, "helm.toolkit.fluxcd.io/v2", "HelmRelease");
      for (Manifest release : releases.values()) {
        for (JsonNode before : release.list("/spec/dependsOn")) {
          String version =
              version(rendering, cluster, releases.get(before.path("name").asString()));
          assertThat(before.path("readyExpr").asString())
              .as("%s", release)
              .isEqualTo(
                  "dep.status.history[0].chartVersion.split('+')[0] == '"
                      + version
                      + "' && dep.status.observedGeneration == dep.metadata.generation"
                      + " && dep.status.conditions.exists(c,"
                      + " c.type == 'Ready' && c.status == 'True')");
        }
      }
    }
  }

  private static String version(Rendering rendering, Cluster cluster, Manifest release) {
    return release
        .find("/spec/chart/spec/version")
        .orElseGet(
            () ->
                of(rendering, cluster, "source.toolkit.fluxcd.io/v1", "OCIRepository")
                    .get(release.text("/spec/chartRef/name"))
                    .text("/spec/ref/tag"));
  }

  private static List<String> awaited(Cluster cluster) {
    List<String> awaited = new ArrayList<>(List.of("istio-base"));
    cluster.istio().controlPlanes().forEach(control -> awaited.add(control.of("istiod")));
    return awaited;
  }

  private static void checkChart(Rendering rendering, Cluster cluster, Manifest release) {
    String charts = cluster.istio().charts().location();
    boolean agent = release.name().equals("istio-cni") || release.name().equals("ztunnel");
    String key =
        switch (release.name()) {
          case "istio-eastwestgateway" -> "eastwestgateway";
          case "istiod-gateway" -> "istiodgateway";
          case "istio-base", "istio-cni" -> release.name().substring("istio-".length());
          default -> release.name();
        };
    String chart = IstioCharts.chart(key).id();
    String version = IstioCharts.version(cluster, key);
    assertThat(release.find("/spec/targetNamespace"))
        .isEqualTo(
            agent && cluster.platform() == PlatformName.OPENSHIFT
                ? Optional.of("kube-system")
                : Optional.empty());
    if (charts.startsWith("oci://")) {
      Manifest source =
          of(rendering, cluster, "source.toolkit.fluxcd.io/v1", "OCIRepository")
              .get(release.text("/spec/chartRef/name"));
      assertThat(release.text("/spec/chartRef/kind")).isEqualTo("OCIRepository");
      assertThat(source.namespace()).isEqualTo(release.namespace());
      assertThat(source.text("/spec/url")).isEqualTo(charts + "/" + chart);
      assertThat(source.text("/spec/ref/tag")).isEqualTo(version);
      assertThat(source.text("/spec/layerSelector/mediaType"))
          .isEqualTo("application/vnd.cncf.helm.chart.content.v1.tar+gzip");
    } else {
      Manifest source =
          of(rendering, cluster, "source.toolkit.fluxcd.io/v1", "HelmRepository")
              .get(release.text("/spec/chart/spec/sourceRef/name"));
      assertThat(source.namespace()).isEqualTo(release.namespace());
      assertThat(source.text("/spec/url")).isEqualTo(charts);
      assertThat(release.text("/spec/chart/spec/chart")).isEqualTo(chart);
      assertThat(release.text("/spec/chart/spec/version")).isEqualTo(version);
    }
  }

  /** The keys of the ConfigMaps, in the order of meshgen's values before the spec's. */
  private static void checkValues(Rendering rendering, Cluster cluster, Manifest release) {
    Manifest values =
        rendering.manifest("clusters/" + cluster.name() + "/values/kustomization.yaml");
    List<String> files = new ArrayList<>();
    for (JsonNode from : release.list("/spec/valuesFrom")) {
      assertThat(from.path("kind").asString()).isEqualTo("ConfigMap");
      JsonNode map =
          values.list("/configMapGenerator").stream()
              .filter(found -> found.path("name").equals(from.path("name")))
              .findFirst()
              .orElseThrow();
      assertThat(map.path("namespace").asString()).isEqualTo(release.namespace().orElseThrow());
      String key = from.path("valuesKey").asString() + "=";
      map.path("files")
          .forEach(
              file -> {
                if (file.asString().startsWith(key)) {
                  files.add(file.asString().substring(key.length()));
                }
              });
    }
    String own = release.file().substring(release.file().lastIndexOf('/') + 1);
    String overrides = own.replace(".yaml", ".overrides.yaml");
    boolean raw =
        rendering.files().containsKey("clusters/" + cluster.name() + "/values/" + overrides);
    assertThat(files).isEqualTo(raw ? List.of(own, overrides) : List.of(own));
  }

  @ParameterizedTest
  @MethodSource("ofFlux")
  void fromTheFolderOfAClusterAllThatIsItsOwnIsReached(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      Set<String> reached = new TreeSet<>();
      Deque<String> open = new ArrayDeque<>(List.of("flux/" + cluster.name() + "/"));
      while (!open.isEmpty()) {
        String folder = open.pop();
        for (String file : rendering.files().keySet()) {
          if (file.startsWith(folder) && file.endsWith(".yaml") && reached.add(file)) {
            if (file.endsWith("/kustomization.yaml")) {
              rendering.manifest(file).texts("/resources").stream()
                  .filter(name -> name.startsWith("../"))
                  .forEach(name -> open.push(resolved(folder, name)));
            } else if (folder.startsWith("flux/")) {
              open.push(folder(rendering, rendering.manifest(file)));
            }
          }
        }
      }
      String own = "(clusters|flux)/" + cluster.name() + "/.*\\.yaml";
      assertThat(rendering.files().keySet())
          .filteredOn(path -> path.matches(own) || discovers(rendering.mesh(), cluster, path))
          .containsExactlyElementsOf(reached);
    }
  }

  private static String resolved(String folder, String name) {
    return Path.of(folder).resolve(name).normalize() + "/";
  }

  private static boolean discovers(Mesh mesh, Cluster cluster, String path) {
    if (cluster.controlPlane().isRemote()
        || !cluster.state().isConnected()
        || !path.startsWith("discovery/")) {
      return false;
    }
    List<String> names = Arrays.asList(path.split("/")[1].split("_"));
    return mesh.discovery().mode() == Discovery.Mode.FULL
        || mesh.discovery().groups().stream()
            .filter(group -> group.has(cluster))
            .anyMatch(group -> names.contains(group.name().value()));
  }

  private static Map<String, Manifest> layers(Rendering rendering, Cluster cluster) {
    Map<String, Manifest> layers = new TreeMap<>();
    rendering.manifests(KUSTOMIZATION, "Kustomization").stream()
        .filter(layer -> layer.file().startsWith("flux/" + cluster.name() + "/"))
        .forEach(layer -> layers.put(layer.name(), layer));
    return layers;
  }

  private static Map<String, Manifest> of(
      Rendering rendering, Cluster cluster, String apiVersion, String kind) {
    Map<String, Manifest> found = new TreeMap<>();
    rendering.manifests(apiVersion, kind).stream()
        .filter(object -> object.file().startsWith("clusters/" + cluster.name() + "/"))
        .forEach(object -> found.put(object.name(), object));
    return found;
  }

  private static List<String> dependencies(Manifest object) {
    return object.list("/spec/dependsOn").stream().map(on -> on.path("name").asString()).toList();
  }

  private static Set<String> ancestors(Map<String, Manifest> layers, Manifest layer) {
    Set<String> ancestors = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(dependencies(layer));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (ancestors.add(next)) {
        open.addAll(dependencies(layers.get(next)));
      }
    }
    return ancestors;
  }

  /** The folder of the tree that a layer applies, with a trailing slash. */
  private static String folder(Rendering rendering, Manifest layer) {
    String prefix = "./" + rendering.mesh().delivery().path() + "/";
    assertThat(layer.text("/spec/path")).startsWith(prefix);
    return layer.text("/spec/path").substring(prefix.length()) + "/";
  }
}
