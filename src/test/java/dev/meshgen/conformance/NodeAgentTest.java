package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.PlatformName;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import dev.meshgen.topology.DataPlanes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the upstream charts of node agents make of the values, and istiod's beside them. */
@Tag("conformance")
@ExtendWith(Renderings.class)
class NodeAgentTest {

  static List<Variant> plugins(Renderings renderings) {
    return IstioCharts.variants(NodeAgentTest::withPlugin, Variants.all(), renderings);
  }

  static List<Variant> ztunnels(Renderings renderings) {
    return IstioCharts.variants(NodeAgentTest::withZtunnel, Variants.all(), renderings);
  }

  static List<Variant> istiods(Renderings renderings) {
    return IstioCharts.variants(NodeAgentTest::besideAgents, Variants.all(), renderings);
  }

  /** All that run it but the hosts of an istiod, which have no workloads. */
  private static List<Cluster> withPlugin(Rendering rendering) {
    return IstioCharts.clusters(rendering).stream()
        .filter(cluster -> DataPlanes.runsCni(cluster) && !cluster.controlPlane().isExternal())
        .toList();
  }

  private static List<Cluster> withZtunnel(Rendering rendering) {
    return IstioCharts.clusters(rendering).stream().filter(Cluster::isAmbient).toList();
  }

  /** Those beside a node agent, be it in another cluster of the mesh. */
  private static List<Cluster> besideAgents(Rendering rendering) {
    boolean agents = rendering.clusters().stream().anyMatch(DataPlanes::runsCni);
    return agents ? IstioCharts.primaries(rendering) : List.of();
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void thePluginKnowsItsPlatformAndTheDataPlane(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : withPlugin(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, cluster, "cni");
      Manifest config = IstioCharts.one(objects, "ConfigMap", "istio-cni-config");
      Manifest agent = IstioCharts.one(objects, "DaemonSet", "istio-cni-node");
      assertThat(agent.namespace())
          .hasValue(IstioCharts.namespace(rendering, cluster, "cni"))
          .isEqualTo(config.namespace());
      assertThat(config.text("/data/AMBIENT_ENABLED")).isEqualTo("" + cluster.isAmbient());
      if (cluster.isAmbient()) {
        assertThat(config.text("/data/AMBIENT_DNS_CAPTURE"))
            .isEqualTo("" + cluster.istio().dnsCapture());
      }
      assertThat(hostPaths(agent))
          .as("%s %s", variant, cluster.name())
          .contains(folder(cluster.platform()));
      assertThat(objects.stream().anyMatch(object -> object.kind().equals("ResourceQuota")))
          .isEqualTo(cluster.platform() == PlatformName.GKE);
    }
  }

  @ParameterizedTest
  @MethodSource("ztunnels")
  void ztunnelKnowsWhoItIs(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : withZtunnel(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, cluster, "ztunnel");
      JsonNode container =
          IstioCharts.one(objects, "DaemonSet", "ztunnel").at("/spec/template/spec/containers/0");
      String istiod = "istiod." + rendering.mesh().istioNamespace() + ".svc:15012";
      assertThat(container.path("image").asString())
          .startsWith(cluster.istio().images().hub() + "/ztunnel:");
      assertThat(IstioCharts.env(container, "ISTIO_META_CLUSTER_ID"))
          .containsExactly(cluster.name());
      assertThat(IstioCharts.env(container, "NETWORK")).containsExactly(cluster.network());
      String domain = rendering.mesh().clusterDomain();
      assertThat(IstioCharts.env(container, "CLUSTER_DOMAIN"))
          .isEqualTo(domain.equals("cluster.local") ? List.of() : List.of(domain));
      assertThat(IstioCharts.env(container, "XDS_ADDRESS")).containsExactly(istiod);
      assertThat(IstioCharts.env(container, "CA_ADDRESS")).containsExactly(istiod);
      assertThat(objects.stream().anyMatch(object -> object.kind().equals("ResourceQuota")))
          .isEqualTo(cluster.platform() == PlatformName.GKE);
    }
  }

  @ParameterizedTest
  @MethodSource("istiods")
  void istiodTrustsTheZtunnelOfItsClusterAndServesBothDataPlanes(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    boolean multiNetwork = rendering.topology().dataPlanes().multiNetwork();
    for (Cluster cluster : besideAgents(rendering)) {
      List<Manifest> objects = IstioCharts.render(rendering, cluster, "istiod");
      JsonNode container =
          IstioCharts.one(objects, "Deployment", "istiod").at("/spec/template/spec/containers/0");
      assertThat(IstioCharts.env(container, "PILOT_ENABLE_AMBIENT"))
          .isEqualTo(cluster.isAmbient() ? List.of("true") : List.of());
      assertThat(IstioCharts.env(container, "AMBIENT_ENABLE_MULTI_NETWORK"))
          .isEqualTo(multiNetwork ? List.of("true") : List.of());
      String namespace = IstioCharts.namespace(rendering, cluster, "ztunnel");
      String trusted =
          IstioCharts.env(container, "CA_TRUSTED_NODE_ACCOUNTS").stream()
              .findFirst()
              .orElse(rendering.mesh().istioNamespace() + "/ztunnel");
      assertThat(trusted).isEqualTo(namespace + "/ztunnel");
      JsonNode injected =
          ConsumerYaml.readOne(
              IstioCharts.one(objects, "ConfigMap", "istio-sidecar-injector").text("/data/values"));
      assertThat(injected.at("/pilot/cni/enabled").asBoolean(false))
          .isEqualTo(DataPlanes.runsCni(cluster));
      assertThat(injected.at("/pilot/cni/provider").asString())
          .isEqualTo(cluster.platform() == PlatformName.OPENSHIFT ? "multus" : "default");
      JsonNode scopes =
          ConsumerYaml.readOne(IstioCharts.one(objects, "ConfigMap", "istio").text("/data/mesh"))
              .path("serviceScopeConfigs");
      if (multiNetwork) {
        assertThat(scopes).hasSize(1);
        assertThat(scopes.path(0).path("scope").asString()).isEqualTo("GLOBAL");
        JsonNode labels = scopes.path(0).at("/servicesSelector/matchLabels");
        rendering
            .mesh()
            .ambient()
            .globalServices()
            .forEach((key, value) -> assertThat(labels.path(key).asString()).isEqualTo(value));
      }
    }
  }

  private static List<String> hostPaths(Manifest agent) {
    List<String> paths = new ArrayList<>();
    for (JsonNode volume : agent.at("/spec/template/spec/volumes")) {
      paths.add(volume.at("/hostPath/path").asString(""));
    }
    return paths;
  }

  /** Where the nodes of a platform keep CNI plugins; the chart's own knowledge but for ours. */
  private static String folder(PlatformName platform) {
    return switch (platform) {
      case OPENSHIFT -> "/var/lib/cni/bin";
      case K3S -> "/var/lib/rancher/k3s/data/cni";
      // On GKE the chart looks at the version of Kubernetes, which is not GKE's own here.
      default -> "/opt/cni/bin";
    };
  }
}
